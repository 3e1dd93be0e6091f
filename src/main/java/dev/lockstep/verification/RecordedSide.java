package dev.lockstep.verification;

import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recorder;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The recording of one training of a case: what it was given, what it computed, its noise. */
final class RecordedSide implements AutoCloseable {
  private static final TensorName INPUT = TensorName.of(Kind.INPUT, "input");
  private static final TensorName TARGET = TensorName.of(Kind.INPUT, "target");

  private final Recorder recorder;
  private final RecordingFacts facts;
  private final Task task;
  private final Parameters start;

  /**
   * Begins a recording.
   *
   * @param facts what is said of it beside the case's own facts
   */
  RecordedSide(Path folder, TrainingCase trainingCase, RecordingFacts facts) {
    List<TensorName> order = new ArrayList<>(List.of(INPUT, TARGET));
    order.addAll(StepTensors.shapes(trainingCase).keySet());
    this.facts =
        facts
            .withSteps(trainingCase.epochs(), order)
            .withOptimizer(trainingCase.optimizer().settings());
    this.task = trainingCase.task();
    this.start = TorchInitializer.initialState(trainingCase).parameters();
    this.recorder = Recorder.create(folder, this.facts);
  }

  /** Adds a step; its noise holds what is known of it, by name. */
  void add(StepRecord step, Map<TensorName, Tensor> noise) {
    recorder.beginStep(step.step());
    if (step.step() == 1) {
      start.layout().names().forEach(n -> record(TensorName.of(Kind.START, n), start.get(n)));
    }
    Shape steps = Shape.of(task.steps());
    recorder.record(INPUT, steps, task.inputs());
    recorder.record(TARGET, steps, task.targets());
    step.tensors().forEach(this::record);
    noise.forEach(facts.lockstep() ? recorder::localNoise : recorder::noise);
  }

  /** Says of the step added last that rounding alone decides what it gives. */
  void undecided(StepRecord step) {
    Map.Entry<TensorName, Tensor> first = step.tensors().entrySet().iterator().next();
    recorder.undecided(first.getKey(), first.getValue().size());
  }

  private void record(TensorName name, Tensor tensor) {
    if (facts.precision() == ElementType.F32) {
      recorder.record(name, tensor.shape(), tensor.toFloatArray());
    } else {
      recorder.record(name, tensor);
    }
  }

  void finish() {
    recorder.finish();
  }

  @Override
  public void close() {
    recorder.close();
  }
}
