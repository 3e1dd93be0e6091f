package dev.lockstep.report;

import dev.lockstep.proof.Proof;
import java.time.Instant;
import java.util.List;

/**
 * What every known mistake came to, with the circumstances that a reader needs to repeat it.
 *
 * @param programVersion the version of this program
 * @param when when the run began
 * @param machine where it ran
 * @param program how the program was started
 * @param arguments the command line as it was given, without the program itself
 * @param seconds how long the run took in all
 * @param proof what was found
 */
public record ProofReport(
    String programVersion,
    Instant when,
    MachineFacts machine,
    Program program,
    List<String> arguments,
    double seconds,
    Proof proof) {

  /** Copies the list. */
  public ProofReport {
    arguments = List.copyOf(arguments);
  }
}
