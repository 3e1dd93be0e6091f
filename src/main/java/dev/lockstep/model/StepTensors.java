package dev.lockstep.model;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one training step of a built-in network computes, with T steps of the text, H hidden units
 * and V characters: a forward pass from the state before, its gradients, and the state after the
 * update.
 *
 * @param hidden the hidden state after each step of the text, [T, H]
 * @param logits the linear layer's output at each step of the text, [T, V]
 * @param softmax the softmax of each row of the logits, [T, V]
 * @param loss the mean cross-entropy over the steps of the text, before the update
 * @param gradients the gradient of the loss by every parameter, before the update
 * @param after parameters, moments and step count after the update
 */
public record StepTensors(
    Tensor hidden,
    Tensor logits,
    Tensor softmax,
    double loss,
    Parameters gradients,
    ModelState after) {

  /** The hidden state after each step of the text. */
  public static final TensorName HIDDEN = TensorName.of(Kind.ACTIVATION, "hidden");

  /** The linear layer's output at each step of the text. */
  public static final TensorName LOGITS = TensorName.of(Kind.ACTIVATION, "logits");

  /** The softmax of the logits at each step of the text. */
  public static final TensorName SOFTMAX = TensorName.of(Kind.ACTIVATION, "softmax");

  /** The mean cross-entropy. */
  public static final TensorName LOSS = TensorName.of(Kind.LOSS, "loss");

  /** These tensors by their names, in the order in which they are computed. */
  public StepRecord record() {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(HIDDEN, hidden);
    tensors.put(LOGITS, logits);
    tensors.put(SOFTMAX, softmax);
    tensors.put(LOSS, Tensor.scalar(loss));
    for (String name : gradients.layout().names()) {
      tensors.put(TensorName.of(Kind.GRADIENT, name), gradients.get(name));
    }
    tensors.putAll(after.tensors());
    return new StepRecord(after.stepCount(), tensors);
  }

  /** The name and shape of every tensor that a step of a case has, in order. */
  public static Map<TensorName, Shape> shapes(TrainingCase trainingCase) {
    ParameterLayout layout = ParameterLayout.of(trainingCase);
    int steps = trainingCase.task().steps();
    Map<TensorName, Shape> shapes = new LinkedHashMap<>();
    shapes.put(HIDDEN, Shape.of(steps, layout.hidden()));
    shapes.put(LOGITS, Shape.of(steps, layout.vocabulary()));
    shapes.put(SOFTMAX, Shape.of(steps, layout.vocabulary()));
    shapes.put(LOSS, Shape.of());
    for (String name : layout.names()) {
      shapes.put(TensorName.of(Kind.GRADIENT, name), layout.shape(name));
    }
    ModelState.initial(Parameters.zeros(layout), trainingCase.optimizer())
        .tensors()
        .forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return Collections.unmodifiableMap(shapes);
  }

  /**
   * The softmax of the last step of a training.
   *
   * @throws IllegalArgumentException if there is no step or it has none
   */
  public static Tensor lastSoftmax(List<StepRecord> training) {
    if (training.isEmpty()) {
      throw new IllegalArgumentException("a training without any step");
    }
    return training.get(training.size() - 1).get(SOFTMAX);
  }

  /**
   * The loss of a step.
   *
   * @throws IllegalArgumentException if it has none
   */
  public static double loss(StepRecord step) {
    return step.get(LOSS).get(0);
  }
}
