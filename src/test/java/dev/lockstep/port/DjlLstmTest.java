package dev.lockstep.port;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import dev.lockstep.junit.Golden;
import dev.lockstep.junit.GoldenRecording;
import dev.lockstep.junit.GoldenStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DJL's LSTM of two layers against PyTorch's, with Adam and gradients clipped by their norm. */
class DjlLstmTest {
  private static final String LSTM_GOLDEN = "golden/recordings/two-layer-lstm";
  private static final int BATCH = 4;
  private static final int STEPS = 6;
  private static final int FEATURES = 4;
  private static final int HIDDEN = 6;
  private static final double LARGEST_NORM = 0.5;

  private final LSTM lstm =
      LSTM.builder()
          .setStateSize(HIDDEN)
          .setNumLayers(2)
          .optBatchFirst(true)
          .optReturnState(true)
          .build();
  private final Linear head = Linear.builder().setUnits(3).build();

  @Test
  void trainsAsPyTorchDoes(@Golden(LSTM_GOLDEN) GoldenRecording golden) {
    train(golden, false);
  }

  @Test
  void doesEachStepAsPyTorchDoes(@Golden(LSTM_GOLDEN) GoldenRecording golden) {
    train(golden, true);
  }

  private void train(GoldenRecording golden, boolean lockstep) {
    Map<Block, Shape> blocks = new LinkedHashMap<>();
    blocks.put(lstm, new Shape(BATCH, STEPS, FEATURES));
    blocks.put(head, new Shape(BATCH, HIDDEN));
    DjlUpdate adam = new DjlUpdate(0.01, 0);
    try (DjlNetwork network = DjlNetwork.of(DjlNetwork.newManager(), blocks, names())) {
      network.load(golden.start());
      for (GoldenStep step : golden.steps()) {
        if (lockstep) {
          network.load(golden.before(step), adam);
        }
        backward(network, golden, step);
        clip(network);
        network.update(adam, golden, step);
      }
    }
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int layer = 0; layer < 2; layer++) {
      for (String part : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
        names.add("lstm." + part + "_l" + layer);
      }
    }
    names.add("head.weight");
    names.add("head.bias");
    return names;
  }

  private void backward(DjlNetwork network, GoldenRecording golden, GoldenStep step) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDList inputs = new NDList(network.array(step.input("x"))); // [batch, steps, features]
      NDList states = lstm.forward(network.store(), inputs, true);
      golden.check(step, "activation/lstm", states.get(0).toFloatArray());
      golden.check(step, "activation/lstm:1", states.get(1).toFloatArray());
      golden.check(step, "activation/lstm:2", states.get(2).toFloatArray());
      NDList last = new NDList(states.get(0).get(":, -1")); // [batch, hidden]
      NDList logits = head.forward(network.store(), last, true);
      golden.check(step, "activation/head", logits.head().toFloatArray());
      NDList targets = new NDList(network.array(step.input("target")));
      NDArray loss = Loss.softmaxCrossEntropyLoss().evaluate(targets, logits);
      golden.check(step, "loss/loss", loss.toFloatArray());
      collector.backward(loss);
    }
  }

  /** As {@code torch.nn.utils.clip_grad_norm_}: by the norm of all gradients together. */
  private static void clip(DjlNetwork network) {
    double square = 0;
    for (NDArray parameter : network.parameters().values()) {
      square += parameter.getGradient().square().sum().getFloat();
    }
    double scale = Math.min(1, LARGEST_NORM / (Math.sqrt(square) + 1e-6));
    network.parameters().values().forEach(parameter -> parameter.getGradient().muli(scale));
  }
}
