package dev.lockstep.verification;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.golden.Vacuity;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tells comparisons that could not have failed, whatever was trained. */
final class Blindness {
  private Blindness() {}

  /**
   * Why a training cannot be compared within an envelope; empty if it can.
   *
   * @param golden the published array that it is to be compared with, if there is one
   * @param epochs how many epochs were trained
   */
  static Optional<String> of(
      TrainingCase trainingCase, Optional<GoldenArray> golden, int epochs, Envelope envelope) {
    if (epochs != trainingCase.epochs()) {
      return Optional.of(
          "reached "
              + epochs
              + " of "
              + trainingCase.epochs()
              + " epochs, so the trainings cannot be compared");
    }
    if (!(envelope.bounds().get(trainingCase.epochs() - 1) instanceof StepBounds.Bounded last)) {
      return Optional.empty(); // the finding says why it is inconclusive
    }
    if (standsStill(trainingCase, envelope.exact(), last)) {
      return Optional.of(
          "the learning rate "
              + trainingCase.optimizer().learningRate()
              + " moves no parameter by more than rounding may, so that a training that updates"
              + " nothing would pass");
    }
    Tensor noise = last.allowed().get(StepTensors.SOFTMAX);
    return golden.isPresent()
        ? Vacuity.of(golden.get(), trainingCase.task().steps(), noise)
        : Vacuity.of("reference's softmax", StepTensors.lastSoftmax(envelope.exact()), noise);
  }

  /**
   * Whether the parameters that the training starts from would pass for those that it ends with.
   */
  private static boolean standsStill(
      TrainingCase trainingCase, List<StepRecord> exact, StepBounds.Bounded bounds) {
    Parameters start = TorchInitializer.initialState(trainingCase).parameters();
    StepRecord last = exact.get(trainingCase.epochs() - 1);
    return start.layout().names().stream()
        .allMatch(
            name -> {
              TensorName parameter = TensorName.of(Kind.PARAMETER, name);
              Tensor end = last.get(parameter);
              Tensor allowed = bounds.allowed().get(parameter);
              return IntStream.range(0, end.size())
                  .allMatch(i -> Math.abs(end.get(i) - start.get(name).get(i)) <= allowed.get(i));
            });
  }
}
