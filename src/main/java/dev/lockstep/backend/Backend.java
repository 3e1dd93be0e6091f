package dev.lockstep.backend;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;

/**
 * An implementation of training. Making one and asking for its {@link #info()} loads nothing
 * native. Sessions of one backend are independent of each other and may run in different threads.
 */
public interface Backend {

  /** What is known of this implementation. */
  BackendInfo info();

  /**
   * A training session of a case, ready for the epoch after {@code state.stepCount()}.
   *
   * @param trainingCase what to train
   * @param state where to start, rounded to the precision on the way in
   * @param execution precision and device
   * @throws UnsupportedExecutionException if this implementation cannot run the case that way
   */
  Session open(TrainingCase trainingCase, ModelState state, Execution execution);
}
