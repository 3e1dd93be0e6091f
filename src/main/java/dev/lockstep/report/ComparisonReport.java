package dev.lockstep.report;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.explain.cause.Explanation;
import dev.lockstep.verification.ExitStatus;
import java.util.List;

/**
 * What a comparison of two recordings found, with the circumstances that a reader needs to repeat
 * it.
 *
 * @param circumstances when, where and how
 * @param expectedFolder the expected recording, as it was named
 * @param actualFolder the actual recording, as it was named
 * @param noiseFolders the recordings whose differences give the noise; none if it is the expected
 *     recording's own
 * @param result what was found
 * @param explanation what the tensors say beyond that
 * @param warnings what was passed over while reading, one line each
 */
public record ComparisonReport(
    Circumstances circumstances,
    String expectedFolder,
    String actualFolder,
    List<String> noiseFolders,
    ComparisonResult result,
    Explanation explanation,
    List<String> warnings) {

  /** Copies the lists. */
  public ComparisonReport {
    noiseFolders = List.copyOf(noiseFolders);
    warnings = List.copyOf(warnings);
  }

  /** What the run amounts to. */
  public ExitStatus exitStatus() {
    return ExitStatus.of(result.verdict());
  }
}
