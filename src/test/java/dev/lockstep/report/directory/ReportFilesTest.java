package dev.lockstep.report.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.report.Report;
import dev.lockstep.report.Reports;
import dev.lockstep.report.Run;
import dev.lockstep.report.format.Format;
import dev.lockstep.report.said.Tally;
import dev.lockstep.verification.CaseOutcome;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A format that breaks is named at the end, and all others are written. */
class ReportFilesTest {
  private static final String BROKEN = "broken.txt";

  @TempDir private Path directory;

  private static Format format(boolean breaksAtACase) {
    return new Format() {
      @Override
      public String file() {
        return BROKEN;
      }

      @Override
      public void add(CaseOutcome outcome) {
        if (breaksAtACase) {
          throw new IllegalStateException("no words for it");
        }
      }

      @Override
      public void write(Run run, Tally tally, Writer out) throws IOException {
        out.write("half of it");
        throw new IllegalStateException("no words for it");
      }

      @Override
      public void close() {}
    };
  }

  private void assertOthersAreWritten(Format broken) throws IOException {
    Report report = Reports.MIXED;
    Files.writeString(directory.resolve(BROKEN), "of an earlier run");
    try (ReportFiles files = new ReportFiles(Reports.PROGRAM, directory, List.of(broken))) {
      report.outcomes().forEach(files::add);
      UnwritableReportException told =
          assertThrows(UnwritableReportException.class, () -> files.write(report.run()));
      assertEquals(
          "parts of the report in "
              + directory
              + " could not be made: {broken.txt=no words for it}",
          told.getMessage());
      assertEquals(report.exitStatus(), files.exitStatus());
    }
    assertEquals(report.json(), Files.readString(directory.resolve("report.json")));
    assertEquals(List.of("index.html", "junit.xml", "report.json", "summary.md"), names());
  }

  @Test
  void oneThatCannotSayACase() throws IOException {
    assertOthersAreWritten(format(true));
  }

  @Test
  void oneThatCannotBeWrittenAtTheEnd() throws IOException {
    assertOthersAreWritten(format(false));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
