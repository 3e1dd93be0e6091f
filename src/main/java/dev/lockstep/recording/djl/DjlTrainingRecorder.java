package dev.lockstep.recording.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import ai.djl.util.Pair;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recorder;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import java.nio.file.Path;
import java.util.Map;

/**
 * A listener that writes what DJL's {@code Trainer} does as a recording: each step's {@code
 * input/data} and {@code input/label}, {@code activation/output}, {@code loss/loss}, and of every
 * parameter, under its name in the whole network ({@code 01Linear_weight}), the start, the gradient
 * and the value after the update. A second array of a list is named {@code data:1} and so on.
 *
 * <p>A step is a batch on one device, as {@code EasyTrain} trains it: {@code step()} is called once
 * after each batch. What a step leaves behind is read when the next one begins, or the trainer is
 * closed; then the recording is complete and put in its place. DJL's optimizers do not show their
 * state; one that does is asked through {@link State}.
 */
public final class DjlTrainingRecorder implements TrainingListener {

  /** What an optimizer remembers of a parameter. */
  public interface State {

    /**
     * The arrays after the update, by PyTorch's words for them, such as {@code exp_avg}.
     *
     * @param parameter as DJL names it to {@code Optimizer.update}
     */
    Map<String, NDArray> of(String parameter);
  }

  private final Recorder recorder;
  private final State state;
  private int step;

  /**
   * A listener that records into a folder.
   *
   * @param facts what is known beforehand: the training's name, precision and optimizer
   */
  public DjlTrainingRecorder(Path folder, RecordingFacts facts) {
    this(folder, facts, parameter -> Map.of());
  }

  /** A listener that records what the optimizer remembers, too. */
  public DjlTrainingRecorder(Path folder, RecordingFacts facts, State state) {
    this.recorder = Recorder.create(folder, facts);
    this.state = state;
  }

  /**
   * @throws IllegalArgumentException if the batch is spread over several devices, or an array has a
   *     type that cannot be recorded
   */
  @Override
  public void onTrainingBatch(Trainer trainer, BatchData batch) {
    if (batch.getPredictions().size() != 1) {
      throw new IllegalArgumentException(
          "found a batch on " + batch.getPredictions().size() + " devices; allowed: one");
    }
    recordUpdate(trainer);
    step++;
    recorder.beginStep(step);
    if (step == 1) {
      recordParameters(trainer, Kind.START);
    }
    NDList labels = batch.getLabels().values().iterator().next();
    NDList predictions = batch.getPredictions().values().iterator().next();
    record(Kind.INPUT, "data", batch.getBatch().getData());
    record(Kind.INPUT, "label", labels);
    record(Kind.ACTIVATION, "output", predictions);
    try (NDArray loss = trainer.getLoss().evaluate(labels, predictions)) {
      record(TensorName.of(Kind.LOSS, "loss"), loss);
    }
    for (Pair<String, Parameter> parameter : parameters(trainer)) {
      if (parameter.getValue().requiresGradient()) {
        try (NDArray gradient = parameter.getValue().getArray().getGradient()) {
          record(TensorName.of(Kind.GRADIENT, parameter.getKey()), gradient);
        }
      }
    }
  }

  private void recordUpdate(Trainer trainer) {
    if (step == 0) {
      return;
    }
    for (Parameter parameter : trainer.getModel().getBlock().getParameters().values()) {
      state
          .of(parameter.getId())
          .forEach((word, array) -> record(TensorName.optimizer(word, parameter.getName()), array));
    }
    recordParameters(trainer, Kind.PARAMETER);
  }

  private void recordParameters(Trainer trainer, Kind kind) {
    for (Pair<String, Parameter> parameter : parameters(trainer)) {
      record(TensorName.of(kind, parameter.getKey()), parameter.getValue().getArray());
    }
  }

  /** By their names in the whole network, which differ where those in their blocks do not. */
  private static ParameterList parameters(Trainer trainer) {
    return trainer.getModel().getBlock().getParameters();
  }

  private void record(Kind kind, String name, NDList arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      record(TensorName.of(kind, i == 0 ? name : name + ":" + i), arrays.get(i));
    }
  }

  private void record(TensorName name, NDArray array) {
    Shape shape = Shape.of(array.getShape().getShape());
    switch (array.getDataType()) {
      case FLOAT32 -> recorder.record(name, shape, array.toFloatArray());
      case FLOAT64 -> recorder.record(name, shape, array.toDoubleArray());
      case INT64 -> recorder.record(name, shape, array.toLongArray());
      case INT32 -> recorder.record(name, shape, array.toIntArray());
      default ->
          throw new IllegalArgumentException(
              name
                  + ": found "
                  + array.getDataType()
                  + "; allowed: float32, float64, int64, int32");
    }
  }

  /** Writes the recording, if there was a step. */
  @Override
  public void onTrainingEnd(Trainer trainer) {
    try (Recorder written = recorder) {
      if (step > 0) {
        recordUpdate(trainer);
        written.finish();
      }
    }
  }

  @Override
  public void onTrainingBegin(Trainer trainer) {}

  @Override
  public void onEpoch(Trainer trainer) {}

  @Override
  public void onValidationBatch(Trainer trainer, BatchData batch) {}
}
