package dev.lockstep.report;

import dev.lockstep.tensor.Precision;
import java.time.Instant;
import java.util.List;

/**
 * The circumstances of a run, which a reader needs to repeat it.
 *
 * @param programVersion the version of this program
 * @param when when the run began
 * @param machine where it ran
 * @param arguments the command line as it was given, without the program itself
 * @param precision the precision that was asked for
 * @param seconds how long the run took in all
 */
public record Run(
    String programVersion,
    Instant when,
    MachineFacts machine,
    List<String> arguments,
    Precision precision,
    double seconds) {

  /** Copies the list. */
  public Run {
    arguments = List.copyOf(arguments);
  }
}
