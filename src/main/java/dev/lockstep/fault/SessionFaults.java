package dev.lockstep.fault;

import dev.lockstep.backend.reference.Variant;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.Kind;
import dev.lockstep.tensor.Precision;
import java.util.List;

/** Right parts in a wrong training loop. */
final class SessionFaults {
  private SessionFaults() {}

  static List<Fault> everyday() {
    SeamChange carried =
        (right, trainingCase, precision) -> right.withCell(new CarriedStateCell(right.cell()));
    return List.of(
        // Of the forward pass, only the last epoch's is kept.
        Fault.of(
                "softmax-after-update",
                "the recorded forward pass is made after the epoch's update",
                Symptom.in(Kind.ACTIVATION).gradual(),
                late(Kind.ACTIVATION))
            .where(Conditions.learns()),
        Fault.of(
                "state-carried-over",
                "each epoch starts from the hidden state that the one before ended in",
                Symptom.faintlyForward().fromEpoch(2),
                carried.rememberingVariant())
            .inFreeRunning()
            .where(Conditions.severalEpochs())
            .reportedIn("soumith/cudnn.torch/issues/348"));
  }

  static List<Fault> further() {
    return List.of(
        Fault.of(
                "loss-after-update",
                "the loss is taken after the epoch's update",
                Symptom.in(Kind.LOSS).of(StepTensors.LOSS.name()),
                late(Kind.LOSS))
            .where(Conditions.learns()),
        Fault.of(
                "gradients-after-update",
                "the recorded gradients are those after the epoch's update",
                Symptom.in(Kind.GRADIENT),
                late(Kind.GRADIENT))
            .where(Conditions.learns()));
  }

  private static Variant late(Kind kind) {
    // The observer loads in float64, which leaves the trained state exactly as it is.
    return (trainingCase, state, precision, rounding) ->
        new LateRecordSession(
            Variant.correct().open(trainingCase, state, precision, rounding),
            Variant.correct().open(trainingCase, state, Precision.FLOAT64, rounding),
            kind);
  }
}
