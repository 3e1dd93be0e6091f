package dev.lockstep.report.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.report.Reports;
import dev.lockstep.report.json.Baseline.Source;
import java.io.RandomAccessFile;
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
    Baseline baseline = Baseline.read(file, Source.VERIFICATION);
    assertFalse(baseline.shares().isEmpty());
    assertEquals(List.of(), baseline.grown(baseline));
  }

  @Test
  void anythingElseIsRefusedWithWhatWasFound() throws Exception {
    Path other = Files.writeString(folder.resolve("other.json"), "{}");
    InvalidBaselineException refused =
        assertThrows(
            InvalidBaselineException.class, () -> Baseline.read(other, Source.VERIFICATION));
    assertEquals(
        other + ": found no field \"cases\"; allowed: the report.json of a verification",
        refused.getMessage());
    Path gone = folder.resolve("gone.json");
    refused(gone, Source.VERIFICATION, "found no file");
  }

  @Test
  void aReportOfTheOtherCommandIsRefused() throws Exception {
    Path verification = Files.writeString(folder.resolve("report.json"), "{\"cases\": []}");
    refused(
        verification,
        Source.COMPARISON,
        "found no field \"kinds\"; allowed: the report.json of a comparison");
  }

  @Test
  void theSharesOfAComparisonAreThoseOfItsKinds() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("report.json"),
            "{\"kinds\": [{\"kind\": \"gradient\", \"maxExcess\": 0.25},"
                + " {\"kind\": \"loss\", \"maxExcess\": \"NaN\"}]}");
    assertEquals(Map.of("gradient", 0.25), Baseline.read(file, Source.COMPARISON).shares());
  }

  /** The file is sparse: it takes no place on a disk. */
  @Test
  void moreThanFitsIntoMemoryIsRefusedBeforeItIsRead() throws Exception {
    Path file = folder.resolve("report.json");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(Baseline.LARGEST + 1);
    }
    refused(file, Source.VERIFICATION, "found 134217729 bytes; allowed: at most 134217728 bytes");
  }

  private static void refused(Path file, Source source, String message) {
    InvalidBaselineException refused =
        assertThrows(InvalidBaselineException.class, () -> Baseline.read(file, source));
    assertEquals(file + ": " + message, refused.getMessage());
  }
}
