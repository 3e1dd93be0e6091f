package dev.lockstep.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a reader needs to repeat a run.
 *
 * @param programVersion the version of this program
 * @param when when the run began
 * @param machine where it ran
 * @param program what was called
 * @param arguments what it was called with, as it was given
 * @param seconds how long the run took in all
 */
public record Circumstances(
    String programVersion,
    Instant when,
    MachineFacts machine,
    Program program,
    List<String> arguments,
    double seconds) {

  /** Copies the list. */
  public Circumstances {
    arguments = List.copyOf(arguments);
  }

  /** Those of a run of this program on this machine that ends now. */
  public static Circumstances of(Instant began, Program program, List<String> arguments) {
    return new Circumstances(
        ProgramVersion.text(),
        began,
        MachineFacts.ofThisMachine(),
        program,
        arguments,
        Duration.between(began, Instant.now()).toNanos() / 1e9);
  }
}
