package dev.lockstep.contract;

import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.message.Reason;
import java.util.Optional;

/**
 * One thing that every implementation must keep to.
 *
 * @param sentence what, in one line without a full stop
 * @param trial finds out
 */
public record Requirement(String sentence, Trial trial) {

  /**
   * How an implementation breaks this; empty if it keeps to it. Whatever it throws breaks it, too.
   *
   * @return one line: what was found, and what should have been
   * @throws UnsupportedExecutionException if it cannot compute in the way asked for
   */
  public Optional<String> violation(Subject subject) {
    try {
      trial.on(subject);
      return Optional.empty();
    } catch (UnsupportedExecutionException e) {
      throw e;
    } catch (BrokenContractException e) {
      return Optional.of(e.getMessage());
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      return Optional.of("failed: " + Reason.of(e));
    }
  }

  /** As printed. */
  @Override
  public String toString() {
    return sentence;
  }

  /** Finds out whether an implementation keeps to a requirement. */
  @FunctionalInterface
  public interface Trial {

    /**
     * Tries it.
     *
     * @throws BrokenContractException if it does not
     */
    void on(Subject subject) throws Exception;
  }
}
