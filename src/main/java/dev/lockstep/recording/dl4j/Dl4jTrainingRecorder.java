package dev.lockstep.recording.dl4j;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recorder;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * A listener that writes what a {@code MultiLayerNetwork} or {@code ComputationGraph} does as a
 * recording: each iteration's input, under the graph's name for it or as {@code input/input}, the
 * activations by layer, {@code loss/loss}, and of every parameter, under DL4J's name for it ({@code
 * 0_W}), the start, the gradient, the updater's state and the value after the update. Gradients are
 * the means over the batch that the updater gets, before DL4J clips or regularizes them; the loss
 * is the score without the penalty for the parameters' sizes, to which DL4J counts weight decay.
 * Adam's state bears PyTorch's words; that of other updaters DL4J's own.
 *
 * <p>The recording is put in its place by {@link #close}.
 */
public final class Dl4jTrainingRecorder extends BaseTrainingListener implements AutoCloseable {
  private static final Map<String, String> WORDS = Map.of("M", "exp_avg", "V", "exp_avg_sq");

  private final Recorder recorder;
  private int step;
  private boolean open;
  private double penalty;

  /**
   * A listener that records into a folder.
   *
   * @param facts what is known beforehand: the training's name, precision and optimizer
   */
  public Dl4jTrainingRecorder(Path folder, RecordingFacts facts) {
    this.recorder = Recorder.create(folder, facts);
  }

  @Override
  public void onForwardPass(Model model, List<INDArray> activations) {
    begin(model);
    record(TensorName.of(Kind.INPUT, "input"), activations.get(0));
    for (int i = 1; i < activations.size(); i++) {
      record(TensorName.of(Kind.ACTIVATION, Integer.toString(i - 1)), activations.get(i));
    }
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    begin(model);
    List<String> given = ((ComputationGraph) model).getConfiguration().getNetworkInputs();
    activations.forEach(
        (name, array) ->
            record(
                TensorName.of(given.contains(name) ? Kind.INPUT : Kind.ACTIVATION, name), array));
  }

  private void begin(Model model) {
    if (open) {
      return;
    }
    open = true;
    step++;
    penalty = penalty(model);
    recorder.beginStep(step);
    if (step == 1) {
      model.paramTable().forEach((name, array) -> record(TensorName.of(Kind.START, name), array));
    }
  }

  @Override
  public void onGradientCalculation(Model model) {
    begin(model);
    double part = model.conf().isMiniBatch() ? 1.0 / model.batchSize() : 1;
    model
        .gradient()
        .gradientForVariable()
        .forEach((name, array) -> record(TensorName.of(Kind.GRADIENT, name), array.mul(part)));
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    recorder.loss("loss", model.score() - penalty);
    for (UpdaterBlock block : updater(model).getUpdaterBlocks()) {
      GradientUpdater<?> updater = block.getGradientUpdater();
      updater.getState().forEach((word, all) -> recordState(block, word, all, model));
    }
    model.paramTable().forEach((name, array) -> record(TensorName.of(Kind.PARAMETER, name), array));
    open = false;
  }

  /** A block's state is one row for all of its parameters, each in column order. */
  private void recordState(UpdaterBlock block, String word, INDArray all, Model model) {
    INDArray row = all.reshape(all.length());
    for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
      long from = parameter.getParamOffsetStart() - block.getParamOffsetStart();
      long to = parameter.getParamOffsetEnd() - block.getParamOffsetStart();
      String name = name(parameter, model instanceof MultiLayerNetwork);
      INDArray part =
          row.get(NDArrayIndex.interval(from, to)).dup().reshape('f', model.getParam(name).shape());
      record(TensorName.optimizer(WORDS.getOrDefault(word, word), name), part);
    }
  }

  /** As the network's table of parameters has it: the layer's number or the vertex's name first. */
  private static String name(UpdaterBlock.ParamState parameter, boolean sequence) {
    String layer =
        parameter.getLayer() instanceof Layer numbered && sequence
            ? Integer.toString(numbered.getIndex())
            : parameter.getLayer().getConfig().getLayerName();
    return layer + "_" + parameter.getParamName();
  }

  /** What the score adds to the loss for the parameters' sizes, weight decay included. */
  private static double penalty(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return network.calcRegularizationScore(true);
    }
    return model instanceof ComputationGraph graph ? graph.calcRegularizationScore(true) : 0;
  }

  private static BaseMultiLayerUpdater<?> updater(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return (BaseMultiLayerUpdater<?>) network.getUpdater();
    }
    if (model instanceof ComputationGraph graph) {
      return graph.getUpdater();
    }
    throw new IllegalArgumentException(
        "found a "
            + model.getClass().getSimpleName()
            + "; allowed: MultiLayerNetwork, ComputationGraph");
  }

  private void record(TensorName name, INDArray array) {
    Shape shape = Shape.of(array.shape());
    INDArray flat = Nd4j.toFlattened('c', array);
    if (array.dataType() == DataType.FLOAT) {
      recorder.record(name, shape, flat.toFloatVector());
    } else if (array.dataType() == DataType.DOUBLE) {
      recorder.record(name, shape, flat.toDoubleVector());
    } else {
      throw new IllegalArgumentException(
          name + ": found " + array.dataType() + "; allowed: FLOAT, DOUBLE");
    }
  }

  /** Completes the recording, if there was an iteration. */
  @Override
  public void close() {
    try (Recorder written = recorder) {
      if (step > 0 && !open) {
        written.finish();
      }
    }
  }
}
