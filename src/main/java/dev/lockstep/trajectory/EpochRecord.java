package dev.lockstep.trajectory;

import dev.lockstep.model.ModelState;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /** Every tensor that this record holds, in the order in which an epoch computes them. */
  public Map<Quantity, Tensor> quantities() {
    Map<Quantity, Tensor> quantities = new LinkedHashMap<>();
    activations.ifPresent(
        pass -> {
          quantities.put(Quantity.of(Stage.HIDDEN), pass.hidden());
          quantities.put(Quantity.of(Stage.LOGITS), pass.logits());
          quantities.put(Quantity.of(Stage.SOFTMAX), pass.softmax());
        });
    quantities.put(Quantity.of(Stage.LOSS), Tensor.of(Shape.of(1), new double[] {loss}));
    putAll(quantities, Stage.GRADIENT, gradients);
    state
        .moments()
        .ifPresent(
            moments -> {
              putAll(quantities, Stage.FIRST_MOMENT, moments.first());
              putAll(quantities, Stage.SECOND_MOMENT, moments.second());
            });
    putAll(quantities, Stage.PARAMETER, state.parameters());
    return Collections.unmodifiableMap(quantities);
  }

  private static void putAll(Map<Quantity, Tensor> quantities, Stage stage, Parameters tensors) {
    for (String name : tensors.layout().names()) {
      quantities.put(new Quantity(stage, name), tensors.get(name));
    }
  }
}
