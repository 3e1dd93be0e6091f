package dev.lockstep.trajectory;

import dev.lockstep.model.ModelState;
import dev.lockstep.model.Parameters;
import java.util.Optional;

/**
 * One epoch: a forward pass from the state before, its gradients, and the state after the update.
 *
 * @param epoch the number of the epoch, from 1; it equals the step count of {@code state}
 * @param loss the mean cross-entropy over the steps, before the update
 * @param activations the forward pass; empty where only the rest was kept
 * @param gradients the gradient of the loss by every parameter, before the update
 * @param state parameters, moments and step count after the update
 */
public record EpochRecord(
    int epoch,
    double loss,
    Optional<Activations> activations,
    Parameters gradients,
    ModelState state) {

  /** This record without its forward pass, the part whose size grows with the text. */
  public EpochRecord withoutActivations() {
    return new EpochRecord(epoch, loss, Optional.empty(), gradients, state);
  }
}
