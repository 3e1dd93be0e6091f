package dev.lockstep.recording.dl4j;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.NamePattern;
import dev.lockstep.compare.Verdict;
import dev.lockstep.compare.alignment.TensorAlignment;
import dev.lockstep.explain.cause.Cause;
import dev.lockstep.explain.cause.Finding;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** A perceptron of DL4J, recorded, beside PyTorch's training with AdamW. */
class Dl4jTrainingRecorderTest {
  private static final Path GOLDEN = Path.of("golden", "recordings", "mlp-adamw");
  private static final double EPSILON = 1e-8;
  private static final double BETA2 = 0.999;

  @TempDir private Path scratch;

  /** Loss and gradients agree; then 1 - β₂ of ND4J's Adam is a float32 number, off by 1.3e-5. */
  @Test
  void withEpsilonPutBehindTheCorrectionTheScalarsOfTheUpdateAreCoarser() {
    try (Recording golden = RecordingFolder.open(GOLDEN)) {
      Finding finding = finding(golden, step -> EPSILON * Math.sqrt(1 - Math.pow(BETA2, step)));
      Mismatch first = finding.result().divergence().orElseThrow();
      List<String> causes = finding.explanation().causes().stream().map(Cause::id).toList();
      assertAll(
          () -> assertEquals(1, first.step()),
          () -> assertEquals("exp_avg_sq", first.tensor().name().state()),
          () -> assertTrue(causes.contains("scalar-precision"), causes::toString));
    }
  }

  @Test
  void dl4jsOwnAdamIsNamedAsAnotherRule() {
    try (Recording golden = RecordingFolder.open(GOLDEN)) {
      Finding finding = finding(golden, step -> EPSILON);
      List<String> causes = finding.explanation().causes().stream().map(Cause::id).toList();
      assertEquals(Verdict.DIVERGENT, finding.result().verdict());
      assertTrue(causes.contains("update-rule"), causes::toString);
    }
  }

  /** The same layers as a graph of vertices: the same numbers under the same names. */
  @Test
  void aComputationGraphIsRecordedAsASequenceOfTheSameLayersIs() {
    try (Recording golden = RecordingFolder.open(GOLDEN)) {
      Path sequence = scratch.resolve("sequence");
      Path graph = scratch.resolve("graph");
      train(golden, sequence, step -> EPSILON);
      ComputationGraph network = new ComputationGraph(vertices());
      network.init();
      load(golden, network::setParam);
      try (Dl4jTrainingRecorder recorder = recorder(graph)) {
        network.setListeners(recorder);
        for (int step = 1; step <= golden.facts().steps(); step++) {
          network.fit(batch(golden));
        }
      }
      try (Recording expected = RecordingFolder.open(sequence);
          Recording actual = RecordingFolder.open(graph)) {
        ComparisonResult result = finding(expected, actual).result();
        assertAll(
            () ->
                assertEquals(
                    Verdict.EQUIVALENT, result.verdict(), () -> result.divergence().toString()),
            () ->
                assertEquals(
                    Set.copyOf(expected.step(1).keySet()), Set.copyOf(actual.step(1).keySet())));
      }
    }
  }

  private Finding finding(Recording golden, IntToDoubleFunction epsilon) {
    Path folder = scratch.resolve("dl4j");
    train(golden, folder, epsilon);
    try (Recording actual = RecordingFolder.open(folder)) {
      return finding(golden, actual, "activation/*", "input/*");
    }
  }

  private static Finding finding(Recording expected, Recording actual, String... ignored) {
    return Finding.of(
        expected,
        actual,
        new Finding.Terms(
            Stream.of(ignored).map(NamePattern::new).toList(),
            Optional.empty(),
            TensorAlignment.of(expected, actual)));
  }

  private static void train(Recording golden, Path folder, IntToDoubleFunction epsilon) {
    MultiLayerNetwork network = new MultiLayerNetwork(layers());
    network.init();
    load(golden, network::setParam);
    try (Dl4jTrainingRecorder recorder = recorder(folder)) {
      network.setListeners(recorder);
      for (int step = 1; step <= golden.facts().steps(); step++) {
        for (UpdaterBlock block :
            ((BaseMultiLayerUpdater<?>) network.getUpdater()).getUpdaterBlocks()) {
          ((Adam) block.getGradientUpdater().getConfig()).setEpsilon(epsilon.applyAsDouble(step));
        }
        network.fit(batch(golden));
      }
    }
  }

  private static Dl4jTrainingRecorder recorder(Path folder) {
    return new Dl4jTrainingRecorder(folder, RecordingFacts.of("dl4j", ElementType.F32));
  }

  private static void load(Recording golden, BiConsumer<String, INDArray> parameters) {
    Map<TensorName, Values> first = golden.step(1);
    for (int layer : List.of(0, 1, 2)) { // PyTorch counts the activations, too
      parameters.accept(layer + "_W", array(first, "start/" + 2 * layer + ".weight").transpose());
      parameters.accept(layer + "_b", array(first, "start/" + 2 * layer + ".bias").reshape(1, -1));
    }
  }

  private static DataSet batch(Recording golden) {
    Map<TensorName, Values> first = golden.step(1);
    return new DataSet(
        array(first, "input/input"), oneHot(first.get(TensorName.of(Kind.INPUT, "target"))));
  }

  private static NeuralNetConfiguration.Builder training() {
    return new NeuralNetConfiguration.Builder()
        .dataType(DataType.FLOAT)
        .updater(new Adam(0.01))
        .weightDecay(0.05)
        .weightDecayBias(0.05);
  }

  private static MultiLayerConfiguration layers() {
    return training().list().layer(first()).layer(second()).layer(last()).build();
  }

  /** Vertices under the names that a sequence gives its layers. */
  private static ComputationGraphConfiguration vertices() {
    return training()
        .graphBuilder()
        .addInputs("input")
        .addLayer("0", first(), "input")
        .addLayer("1", second(), "0")
        .addLayer("2", last(), "1")
        .setOutputs("2")
        .build();
  }

  private static DenseLayer first() {
    return new DenseLayer.Builder().nIn(8).nOut(12).activation(Activation.TANH).build();
  }

  private static DenseLayer second() {
    return new DenseLayer.Builder().nIn(12).nOut(12).activation(Activation.RELU).build();
  }

  private static OutputLayer last() {
    return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
        .nIn(12)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static INDArray array(Map<TensorName, Values> tensors, String name) {
    Values values = tensors.get(TensorName.parse(name).orElseThrow());
    long[] shape = values.shape().dimensions().stream().mapToLong(Long::longValue).toArray();
    return Nd4j.createFromArray(numbers(values)).castTo(DataType.FLOAT).reshape('c', shape);
  }

  private static INDArray oneHot(Values targets) {
    double[] classes = numbers(targets);
    INDArray rows = Nd4j.zeros(DataType.FLOAT, classes.length, 3);
    for (int i = 0; i < classes.length; i++) {
      rows.putScalar(i, (int) classes[i], 1);
    }
    return rows;
  }

  private static double[] numbers(Values values) {
    double[] numbers = new double[values.shape().size()];
    values.read(0, numbers, numbers.length);
    return numbers;
  }
}
