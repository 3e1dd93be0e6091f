package dev.lockstep.backend;

import dev.lockstep.model.ModelState;
import dev.lockstep.recording.StepRecord;

/**
 * One training under way. Used by one thread at a time; native memory stays inside and is freed by
 * {@link #close()}, and what one epoch needed is freed when its {@link #step()} returns.
 */
public interface Session extends AutoCloseable {

  /**
   * Trains one epoch: forward over the whole text from a zero state, backward, update.
   *
   * @return the epoch with its activations; NaN and infinities are recorded as they come
   * @throws IllegalStateException if the session is closed
   */
  StepRecord step();

  /**
   * The state that the next {@link #step()} starts from.
   *
   * @throws IllegalStateException if the session is closed
   */
  ModelState state();

  /**
   * Replaces parameters, moments and step count, rounded to the session's precision, so that the
   * next {@link #step()} continues as if this session had reached that state itself.
   *
   * @throws IllegalStateException if the session is closed
   */
  void load(ModelState state);

  /** Frees everything; the second call does nothing. */
  @Override
  void close();
}
