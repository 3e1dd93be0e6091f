package dev.lockstep.recording.djl;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DJL's {@code Trainer} with its own AdamW, recorded, beside PyTorch's training. */
class DjlTrainingRecorderTest {
  private static final Path GOLDEN = Path.of("golden", "recordings", "mlp-adamw");
  private static final List<String> NAMES =
      List.of("0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias");

  @TempDir private Path scratch;

  @Test
  void djlsOwnAdamWIsRecordedAndNamedAsAnotherRule() throws Exception {
    Path folder = scratch.resolve("djl");
    try (Recording golden = RecordingFolder.open(GOLDEN)) {
      train(golden, folder);
      try (Recording actual = RecordingFolder.open(folder)) {
        Finding finding =
            Finding.of(
                golden,
                actual,
                new Finding.Terms(
                    List.of(new NamePattern("activation/*")),
                    Optional.empty(),
                    TensorAlignment.of(golden, actual)));
        List<String> causes = finding.explanation().causes().stream().map(Cause::id).toList();
        assertAll(
            () -> assertEquals(golden.steps(), actual.steps()),
            () -> assertEquals(Verdict.DIVERGENT, finding.result().verdict()),
            () ->
                assertEquals(
                    Kind.PARAMETER,
                    finding.result().divergence().orElseThrow().tensor().name().kind()),
            () -> assertTrue(causes.contains("update-rule"), causes::toString));
      }
    }
  }

  @Test
  void aTrainingWithoutAStepLeavesNothing() {
    Path folder = scratch.resolve("none");
    new DjlTrainingRecorder(folder, RecordingFacts.of("none", ElementType.F32)).onTrainingEnd(null);
    assertTrue(Files.notExists(folder));
  }

  private static void train(Recording golden, Path folder) throws Exception {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optOptimizer(
                Optimizer.adamW()
                    .optLearningRateTracker(Tracker.fixed(0.01f))
                    .optWeightDecays(0.05f)
                    .build())
            .addTrainingListeners(
                new DjlTrainingRecorder(folder, RecordingFacts.of("djl", ElementType.F32)));
    try (Model model = Model.newInstance("mlp", "PyTorch")) {
      model.setBlock(
          new SequentialBlock()
              .add(Linear.builder().setUnits(12).build())
              .add(Activation::tanh)
              .add(Linear.builder().setUnits(12).build())
              .add(Activation::relu)
              .add(Linear.builder().setUnits(3).build()));
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(16, 8));
        Map<TensorName, Values> first = golden.step(1);
        List<Parameter> parameters = model.getBlock().getParameters().values();
        for (int i = 0; i < NAMES.size(); i++) {
          parameters
              .get(i)
              .getArray()
              .set(floats(first.get(TensorName.of(Kind.START, NAMES.get(i)))));
        }
        NDArray x =
            trainer
                .getManager()
                .create(floats(first.get(TensorName.of(Kind.INPUT, "input"))), new Shape(16, 8));
        NDArray y =
            trainer
                .getManager()
                .create(floats(first.get(TensorName.of(Kind.INPUT, "target"))), new Shape(16));
        ArrayDataset batches =
            new ArrayDataset.Builder().setData(x).optLabels(y).setSampling(16, false).build();
        EasyTrain.fit(trainer, golden.facts().steps(), batches, null);
      }
    }
  }

  private static float[] floats(Values values) {
    double[] numbers = new double[values.shape().size()];
    values.read(0, numbers, numbers.length);
    float[] narrowed = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      narrowed[i] = (float) numbers[i];
    }
    return narrowed;
  }
}
