package dev.lockstep.report.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.report.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  private static final String WHAT = "exam-rnn djl-cell: drift";

  @TempDir private Path folder;

  private static List<String> grown(double before, double after) {
    return new Baseline(Map.of(WHAT, before)).grown(new Baseline(Map.of(WHAT, after)));
  }

  @Test
  void aShareThatGrewByHalfIsWarnedOf() {
    assertEquals(
        List.of("exam-rnn djl-cell: drift takes 0.75× of what is allowed, 0.50× in the baseline"),
        grown(0.5, 0.75));
  }

  @Test
  void whatGrewByLessOrTakesNextToNothingIsNot() {
    assertEquals(List.of(), grown(0.5, 0.74));
    assertEquals(List.of(), grown(0.001, 0.09));
  }

  @Test
  void whatOneSideLacksIsNotCompared() {
    assertEquals(List.of(), new Baseline(Map.of()).grown(new Baseline(Map.of(WHAT, 5.0))));
  }

  @Test
  void theSharesOfAReportAreRead() throws Exception {
    Path file = folder.resolve("report.json");
    Files.writeString(file, Reports.MIXED.json());
    Baseline baseline = Baseline.read(file);
    assertFalse(baseline.shares().isEmpty());
    assertEquals(List.of(), baseline.grown(baseline));
  }

  @Test
  void anythingElseIsRefusedWithWhatWasFound() throws Exception {
    Path other = Files.writeString(folder.resolve("other.json"), "{}");
    InvalidBaselineException refused =
        assertThrows(InvalidBaselineException.class, () -> Baseline.read(other));
    assertEquals(
        other + ": found no field \"cases\"; allowed: the report.json of a verification",
        refused.getMessage());
    assertThrows(InvalidBaselineException.class, () -> Baseline.read(folder.resolve("gone.json")));
  }
}
