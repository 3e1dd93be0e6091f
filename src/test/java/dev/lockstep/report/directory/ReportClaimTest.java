package dev.lockstep.report.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportClaimTest {
  @TempDir private Path directory;

  @Test
  void aDirectoryIsClaimedOnceAtATimeAndLeftAsItWas() throws IOException {
    Path report = directory.resolve("a/report");
    ReportClaim first = ReportClaim.of(report);
    UnwritableReportException refusal =
        assertThrows(UnwritableReportException.class, () -> ReportClaim.of(report));
    assertEquals(
        "cannot write the report to "
            + report
            + ": another run is writing there; give each a directory of its own",
        refusal.getMessage());
    first.close();
    assertEquals(List.of(), files(report));
    ReportClaim.of(report).close();
  }

  @Test
  void whatAKilledRunLeftIsTakenOver() throws IOException {
    Files.writeString(directory.resolve(".lockstep-run"), "left behind");
    ReportClaim.of(directory).close();
    assertEquals(List.of(), files(directory));
  }

  @Test
  void closingTwiceTakesNothingFromTheNext() throws IOException {
    ReportClaim first = ReportClaim.of(directory);
    first.close();
    try (ReportClaim second = ReportClaim.of(directory)) {
      first.close();
      assertEquals(1, files(second.directory()).size());
      assertThrows(UnwritableReportException.class, () -> ReportClaim.of(directory));
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
