package dev.lockstep.report;

import dev.lockstep.tensor.Precision;
import dev.lockstep.verification.CaseOutcome;
import java.time.Instant;
import java.util.List;

/**
 * What a run of the program found, with the circumstances that a reader needs to repeat it.
 *
 * @param programVersion the version of this program
 * @param when when the run began
 * @param machine where it ran
 * @param arguments the command line as it was given, without the program itself
 * @param precision the precision that was asked for
 * @param seconds how long the run took in all
 * @param outcomes what was found, one entry a case, in the order of the run; may be empty
 */
public record Report(
    String programVersion,
    Instant when,
    MachineFacts machine,
    List<String> arguments,
    Precision precision,
    double seconds,
    List<CaseOutcome> outcomes) {

  /** The version of {@code report.json}: it grows when a field changes its meaning or goes away. */
  public static final int FORMAT_VERSION = 1;

  /** Copies the lists. */
  public Report {
    arguments = List.copyOf(arguments);
    outcomes = List.copyOf(outcomes);
  }

  /** What the run amounts to. */
  public ExitStatus exitStatus() {
    return ExitStatus.of(outcomes);
  }
}
