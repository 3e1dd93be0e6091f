package dev.lockstep.port;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import dev.lockstep.junit.Golden;
import dev.lockstep.junit.GoldenRecording;
import dev.lockstep.junit.GoldenStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A perceptron of DJL's blocks against PyTorch's, with AdamW. */
class DjlMlpTest {
  private static final String MLP = "golden/recordings/mlp-adamw";
  private static final int BATCH = 16;
  private static final int INPUTS = 8;
  private static final int HIDDEN = 12;

  private final Linear first = linear(HIDDEN);
  private final Linear second = linear(HIDDEN);
  private final Linear last = linear(3);

  /** As PyTorch's {@code Sequential} numbers them. */
  private final List<Block> layers =
      List.of(
          first,
          new LambdaBlock(Activation::tanh),
          second,
          new LambdaBlock(Activation::relu),
          last);

  private static Linear linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  @Test
  void trainsAsPyTorchDoes(@Golden(MLP) GoldenRecording golden) {
    train(golden, false);
  }

  @Test
  void doesEachStepAsPyTorchDoes(@Golden(MLP) GoldenRecording golden) {
    train(golden, true);
  }

  private void train(GoldenRecording golden, boolean lockstep) {
    Map<Block, Shape> blocks = new LinkedHashMap<>();
    blocks.put(first, new Shape(BATCH, INPUTS));
    blocks.put(second, new Shape(BATCH, HIDDEN));
    blocks.put(last, new Shape(BATCH, HIDDEN));
    List<String> names = List.of("0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias");
    DjlUpdate adamW = new DjlUpdate(0.01, 0.05);
    try (DjlNetwork network = DjlNetwork.of(DjlNetwork.newManager(), blocks, names)) {
      network.load(golden.start());
      for (GoldenStep step : golden.steps()) {
        if (lockstep) {
          network.load(golden.before(step), adamW);
        }
        backward(network, golden, step);
        network.update(adamW, golden, step);
      }
    }
  }

  private void backward(DjlNetwork network, GoldenRecording golden, GoldenStep step) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDList values = new NDList(network.array(step.input("input")));
      for (int i = 0; i < layers.size(); i++) {
        values = layers.get(i).forward(network.store(), values, true);
        golden.check(step, "activation/" + i, values.head().toFloatArray());
      }
      NDList targets = new NDList(network.array(step.input("target")));
      NDArray loss = Loss.softmaxCrossEntropyLoss().evaluate(targets, values);
      golden.check(step, "loss/loss", loss.toFloatArray());
      collector.backward(loss);
    }
  }
}
