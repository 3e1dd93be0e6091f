package dev.lockstep.junit;

import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.NamePattern;
import dev.lockstep.compare.alignment.TensorAlignment;
import dev.lockstep.explain.cause.Finding;
import dev.lockstep.report.Circumstances;
import dev.lockstep.report.ComparisonReport;
import dev.lockstep.report.console.ComparisonText;
import dev.lockstep.report.directory.ReportClaim;
import dev.lockstep.report.directory.ReportDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What comes of a test's golden: a report, and an exception unless it is EQUIVALENT. */
final class GoldenJudgement {
  private final Golden golden;
  private final GoldenRecording recording;
  private final TestName test;
  private final Path report;

  /**
   * The judgement of one of a test's goldens.
   *
   * @param index which one, from 0; each has a report of its own
   */
  GoldenJudgement(Golden golden, GoldenRecording recording, TestName test, int index) {
    this.golden = golden;
    this.recording = recording;
    this.test = test;
    this.report = index == 0 ? test.report() : test.report().resolve(Integer.toString(index + 1));
  }

  /**
   * Compares what was checked and writes the report.
   *
   * @throws AssertionFailedError if it is DIVERGENT, or nothing was compared
   * @throws TestAbortedException if it is INCONCLUSIVE
   */
  void require() {
    if (recording.checked().steps().isEmpty()) {
      throw new AssertionFailedError(
          "nothing was compared: the test checked nothing against " + golden.value());
    }
    ComparisonReport compared = compared();
    String message = ComparisonText.of(compared) + "Report: " + written(compared);
    switch (compared.result().verdict()) {
      case EQUIVALENT -> {}
      case INCONCLUSIVE -> throw new TestAbortedException(message);
      case DIVERGENT -> throw failure(message, compared.result().divergence());
      default -> throw new AssertionFailedError(message);
    }
  }

  private ComparisonReport compared() {
    Instant began = Instant.now();
    Finding finding =
        Finding.ofParting(
            recording.expected(),
            recording.checked(),
            new Finding.Terms(
                Arrays.stream(golden.ignore()).map(NamePattern::new).toList(),
                Optional.empty(),
                TensorAlignment.of(recording.expected(), recording.checked())));
    return new ComparisonReport(
        Circumstances.of(began, test.program(), test.arguments()),
        golden.value(),
        test.toString(),
        List.of(),
        finding.result(),
        finding.explanation(),
        finding.warnings());
  }

  private Path written(ComparisonReport compared) {
    try (ReportClaim claim = ReportClaim.of(report)) {
      return ReportDirectory.write(compared, claim.directory());
    }
  }

  private static AssertionFailedError failure(String message, Optional<Mismatch> divergence) {
    return divergence
        .map(Mismatch::element)
        .map(first -> new AssertionFailedError(message, first.expected(), first.actual()))
        .orElseGet(() -> new AssertionFailedError(message));
  }

  void close() {
    recording.expected().close();
  }
}
