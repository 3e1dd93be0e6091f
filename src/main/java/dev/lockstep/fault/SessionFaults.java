package dev.lockstep.fault;

import dev.lockstep.backend.reference.Variant;
import dev.lockstep.tensor.Precision;
import java.util.List;

/** Right parts in a wrong training loop. */
final class SessionFaults {
  private SessionFaults() {}

  static List<Fault> all() {
    SeamChange carried =
        (right, trainingCase, precision) -> right.withCell(new CarriedStateCell(right.cell()));
    return List.of(
        new Fault(
            "softmax-after-update",
            "the recorded forward pass is made after the epoch's update",
            Visibility.ONE_EPOCH,
            Conditions.learns(),
            lateActivations()),
        new Fault(
            "state-carried-over",
            "each epoch starts from the hidden state that the one before ended in",
            Visibility.FREE_RUNNING,
            Conditions.severalEpochs(),
            carried.rememberingVariant()));
  }

  private static Variant lateActivations() {
    // The observer loads in float64, which leaves the trained state exactly as it is.
    return (trainingCase, state, precision, rounding) ->
        new LateActivationsSession(
            Variant.correct().open(trainingCase, state, precision, rounding),
            Variant.correct().open(trainingCase, state, Precision.FLOAT64, rounding));
  }
}
