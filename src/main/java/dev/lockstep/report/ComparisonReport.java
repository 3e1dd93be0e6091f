package dev.lockstep.report;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.explain.cause.Explanation;
import dev.lockstep.verification.ExitStatus;
import java.time.Instant;
import java.util.List;

/**
 * What a comparison of two recordings found, with the circumstances that a reader needs to repeat
 * it.
 *
 * @param programVersion the version of this program
 * @param when when the run began
 * @param machine where it ran
 * @param program what was called
 * @param arguments what it was called with, as it was given
 * @param seconds how long the run took in all
 * @param expectedFolder the expected recording, as it was named
 * @param actualFolder the actual recording, as it was named
 * @param noiseFolders the recordings whose differences give the noise; none if it is the expected
 *     recording's own
 * @param result what was found
 * @param explanation what the tensors say beyond that
 * @param warnings what was passed over while reading, one line each
 */
public record ComparisonReport(
    String programVersion,
    Instant when,
    MachineFacts machine,
    Program program,
    List<String> arguments,
    double seconds,
    String expectedFolder,
    String actualFolder,
    List<String> noiseFolders,
    ComparisonResult result,
    Explanation explanation,
    List<String> warnings) {

  /** Copies the lists. */
  public ComparisonReport {
    arguments = List.copyOf(arguments);
    noiseFolders = List.copyOf(noiseFolders);
    warnings = List.copyOf(warnings);
  }

  /** What the run amounts to. */
  public ExitStatus exitStatus() {
    return ExitStatus.of(result.verdict());
  }
}
