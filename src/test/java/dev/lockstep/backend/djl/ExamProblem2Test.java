package dev.lockstep.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.nlp.DefaultVocabulary;
import ai.djl.modality.nlp.embedding.TrainableWordEmbedding;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceSession;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Seams;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The exam's five statements, each shown to be true or false by something that is run. */
class ExamProblem2Test {

  private boolean wasRecording;

  /** Whether a thread records by default depends on which one loaded the engine. */
  @BeforeEach
  void recordNothing() {
    DjlEngine.newManager(Device.CPU).close(); // loads the engine
    wasRecording = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
  }

  @AfterEach
  void recordAsBefore() {
    JniUtils.setGradMode(wasRecording);
  }

  /**
   * (1) True. In {@code a..............b..............a...} only the letter before the dots tells
   * the letter after them. How sure are the networks of the right one, after equal training? No RNN
   * ever learns it, most LSTMs do; now and then one does not, which depends on the last bit of a
   * tanh.
   */
  @Test
  void anLstmIsBetterThanAnRnnAtLongTermMemory() {
    double[] rnn = LongStream.rangeClosed(1, 8).mapToDouble(s -> recall(CellKind.RNN, s)).toArray();
    double[] lstm =
        LongStream.rangeClosed(1, 8).mapToDouble(s -> recall(CellKind.LSTM, s)).toArray();
    String found = "RNN " + Arrays.toString(rnn) + ", LSTM " + Arrays.toString(lstm);
    assertTrue(Arrays.stream(rnn).allMatch(sure -> sure < 0.1), found);
    assertTrue(Arrays.stream(lstm).filter(sure -> sure > 0.3).count() >= 5, found);
    assertTrue(mean(lstm) > 5 * mean(rnn), found);
  }

  /** The mean probability of the right letter after the dots, in the second half of the text. */
  private static double recall(CellKind cell, long seed) {
    String gap = ".".repeat(14);
    String text = ("a" + gap + "b" + gap).repeat(10);
    TrainingCase trainingCase =
        seeded(ExampleCases.of(cell, 8, text, "ab.", new OptimizerSpec.Adam(0.05), 400), seed);
    int[] targets = trainingCase.task().targets();
    int dot = 2;
    try (Session session = open(trainingCase, Seams.of(trainingCase, Rounding.exact()))) {
      Tensor softmax = train(session, trainingCase).get(StepTensors.SOFTMAX);
      return IntStream.range(targets.length / 2, targets.length)
          .filter(step -> targets[step] != dot)
          .mapToDouble(step -> softmax.get(step, targets[step]))
          .average()
          .orElseThrow();
    }
  }

  /** (2) True: two weights against one weight and one bias. */
  @Test
  void embeddingOfTwoByOneAndLinearOfOneByOneHaveEquallyManyParameters() {
    try (NDManager manager = DjlEngine.newManager(Device.CPU)) {
      DefaultVocabulary twoWords = new DefaultVocabulary(List.of("a", "b"));
      TrainableWordEmbedding embedding = new TrainableWordEmbedding(twoWords, 1);
      embedding.initialize(manager, DataType.FLOAT32, new Shape(1));
      Linear linear = linear(manager, 1, 1);
      assertEquals(2, parameters(embedding));
      assertEquals(2, parameters(linear));
    }
  }

  private static long parameters(AbstractBlock block) {
    return block.getDirectParameters().values().stream()
        .mapToLong(parameter -> parameter.getArray().size())
        .sum();
  }

  /** (3) True: calling a network, which in DJL is a prediction, is its forward pass. */
  @Test
  void callingANetworkIsItsForwardPass() throws TranslateException {
    Random random = new Random(43052);
    try (NDManager manager = DjlEngine.newManager(Device.CPU);
        Model model = Model.newInstance("net", "PyTorch")) {
      Linear net = linear(manager, 1, 1);
      model.setBlock(net);
      try (Predictor<NDList, NDList> called = model.newPredictor(new NoopTranslator())) {
        for (int n = 1; n <= 50; n++) {
          NDArray x = manager.create(gaussians(random, n), new Shape(n, 1));
          float[] forward = forward(manager, net, x).toFloatArray();
          assertEquals(n, forward.length);
          assertArrayEquals(
              forward, called.predict(new NDList(x)).singletonOrThrow().toFloatArray());
        }
      }
    }
  }

  private static float[] gaussians(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** (4) False: where a, b, c, d repeat, the present character alone tells the next one. */
  @Test
  void aNetworkWithoutRecurrenceLearnsToContinueAbcd() {
    try (NDManager manager = DjlEngine.newManager(Device.CPU)) {
      Linear net = linear(manager, 4, 4);
      NDArray present = manager.eye(4);
      NDArray next = manager.create(new int[] {1, 2, 3, 0});
      for (int epoch = 0; epoch < 100; epoch++) {
        try (GradientCollector collector = new ThreadGradientCollector()) {
          NDArray logits = forward(manager, net, present);
          collector.backward(
              Loss.softmaxCrossEntropyLoss().evaluate(new NDList(next), new NDList(logits)));
        }
        for (Parameter parameter : net.getDirectParameters().values()) {
          NDArray values = parameter.getArray();
          values.subi(values.getGradient());
          values.getGradient().muli(0);
        }
      }
      long[] predicted = forward(manager, net, present).argMax(1).toLongArray();
      assertArrayEquals(new long[] {1, 2, 3, 0}, predicted);
    }
  }

  /** (5) False: the mean squared distance of the outputs from the one-hot targets does as well. */
  @ParameterizedTest
  @EnumSource(names = {"RNN", "LSTM"})
  void anotherLossThanCrossEntropyTrainsARecurrentNetwork(CellKind cell) {
    TrainingCase trainingCase =
        ExampleCases.of(
            cell, 8, "hi?hello!!".repeat(4), "!?hielo", new OptimizerSpec.Adam(0.05), 200);
    Seams squared =
        Seams.of(trainingCase, Rounding.exact()).withLoss(ExamProblem2Test::meanSquaredError);
    try (Session session = open(trainingCase, squared)) {
      Tensor outputs = train(session, trainingCase).get(StepTensors.LOGITS);
      int[] predicted =
          IntStream.range(0, trainingCase.task().steps())
              .map(step -> largest(outputs, step))
              .toArray();
      assertArrayEquals(trainingCase.task().targets(), predicted);
    }
  }

  private static dev.lockstep.backend.reference.Loss.Result meanSquaredError(
      double[] outputs, int[] targets, int vocabulary, Rounding rounding) {
    double loss = 0;
    double[] gradient = new double[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      double target = targets[i / vocabulary] == i % vocabulary ? 1 : 0;
      double distance = outputs[i] - target;
      loss += distance * distance / outputs.length;
      gradient[i] = 2 * distance / outputs.length;
    }
    return new dev.lockstep.backend.reference.Loss.Result(loss, outputs, gradient);
  }

  private static int largest(Tensor matrix, int row) {
    int largest = 0;
    for (int column = 1; column < matrix.shape().columns(); column++) {
      if (matrix.get(row, column) > matrix.get(row, largest)) {
        largest = column;
      }
    }
    return largest;
  }

  private static Linear linear(NDManager manager, int inputs, int outputs) {
    Linear linear = Linear.builder().setUnits(outputs).build();
    linear.setInitializer(new NormalInitializer(1), Parameter.Type.WEIGHT);
    linear.initialize(manager, DataType.FLOAT32, new Shape(1, inputs));
    linear
        .getDirectParameters()
        .values()
        .forEach(parameter -> parameter.getArray().setRequiresGradient(true));
    return linear;
  }

  private static NDArray forward(NDManager manager, Block net, NDArray x) {
    return net.forward(new ParameterStore(manager, false), new NDList(x), false).singletonOrThrow();
  }

  private static Session open(TrainingCase trainingCase, Seams seams) {
    return new ReferenceSession(
        trainingCase.task(), TorchInitializer.initialState(trainingCase), Precision.FLOAT64, seams);
  }

  /** Trains all epochs and gives the last forward pass. */
  private static StepRecord train(Session session, TrainingCase trainingCase) {
    for (int epoch = 1; epoch < trainingCase.epochs(); epoch++) {
      session.step();
    }
    return session.step();
  }

  private static TrainingCase seeded(TrainingCase of, long seed) {
    return new TrainingCase(
        of.name(),
        of.source(),
        of.task(),
        of.cell(),
        of.hidden(),
        seed,
        of.epochs(),
        of.optimizer(),
        of.golden());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
