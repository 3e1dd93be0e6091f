package dev.lockstep.trajectory;

import dev.lockstep.tensor.Precision;
import java.util.List;

/**
 * A whole training, epoch by epoch. The forward pass is kept for the last epoch only, so that
 * memory does not grow with epochs times text.
 *
 * @param implementation who trained
 * @param precision in what format it computed
 * @param epochs the epochs in order; empty if none was reached
 */
public record Trajectory(String implementation, Precision precision, List<EpochRecord> epochs) {

  /** Copies the list. */
  public Trajectory {
    epochs = List.copyOf(epochs);
  }

  /**
   * The last epoch that was reached.
   *
   * @throws IllegalStateException if there is none
   */
  public EpochRecord last() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException(implementation + " recorded no epoch");
    }
    return epochs.get(epochs.size() - 1);
  }
}
