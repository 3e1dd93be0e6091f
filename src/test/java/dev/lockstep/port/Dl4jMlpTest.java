package dev.lockstep.port;

import dev.lockstep.junit.Golden;
import dev.lockstep.junit.GoldenRecording;
import dev.lockstep.junit.GoldenStep;
import dev.lockstep.junit.StateBefore;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** A perceptron of DL4J's layers against PyTorch's, with AdamW. */
class Dl4jMlpTest {
  private static final String MLP = "golden/recordings/mlp-adamw";
  private static final int LAYERS = 5;

  /** PyTorch's {@code Sequential} numbers its layers as DL4J does; its weights are transposed. */
  private static final List<Integer> DENSE = List.of(0, 2, 4);

  private final MultiLayerNetwork network = new MultiLayerNetwork(layers());
  private final Nd4jUpdate adamW = new Nd4jUpdate(0.01, 0.05);

  @Test
  void trainsAsPyTorchDoes(@Golden(MLP) GoldenRecording golden) {
    train(golden, false);
  }

  @Test
  void doesEachStepAsPyTorchDoes(@Golden(MLP) GoldenRecording golden) {
    train(golden, true);
  }

  private void train(GoldenRecording golden, boolean lockstep) {
    network.init();
    load(golden.start());
    for (GoldenStep step : golden.steps()) {
      if (lockstep) {
        load(golden.before(step));
      }
      backward(golden, step);
      update(golden, step);
    }
  }

  private void backward(GoldenRecording golden, GoldenStep step) {
    network.setInput(array(step.input("input")));
    network.setLabels(oneHot(step.input("target")));
    network.computeGradientAndScore();
    List<INDArray> activations = network.feedForward(true); // the first is the input
    for (int layer = 0; layer < LAYERS; layer++) {
      golden.check(step, "activation/" + layer, numbers(activations.get(layer + 1)));
    }
    golden.check(step, "loss/loss", network.score());
  }

  /** The gradients of DL4J are sums over the batch, which its own updaters divide. */
  private void update(GoldenRecording golden, GoldenStep step) {
    Map<String, INDArray> sums = network.gradient().gradientForVariable();
    for (Map.Entry<String, String> name : names().entrySet()) {
      INDArray gradient = turned(sums.get(name.getValue())).div(network.batchSize());
      INDArray parameter = turned(network.getParam(name.getValue())).dup('c');
      adamW.apply(name.getKey(), parameter, gradient, step.number());
      network.setParam(name.getValue(), turned(parameter));
      golden.check(step, "gradient/" + name.getKey(), numbers(gradient));
      golden.check(step, "optimizer/exp_avg/" + name.getKey(), numbers(adamW.mean(name.getKey())));
      golden.check(
          step, "optimizer/exp_avg_sq/" + name.getKey(), numbers(adamW.square(name.getKey())));
      golden.check(step, "parameter/" + name.getKey(), numbers(parameter));
    }
  }

  /** PyTorch's names and DL4J's. */
  private static Map<String, String> names() {
    Map<String, String> names = new TreeMap<>();
    for (int layer : DENSE) {
      names.put(layer + ".weight", layer + "_W");
      names.put(layer + ".bias", layer + "_b");
    }
    return names;
  }

  private void load(Map<String, Tensor> parameters) {
    names().forEach((name, own) -> network.setParam(own, turned(array(parameters.get(name)))));
  }

  private void load(StateBefore state) {
    load(state.parameters());
    for (String name : names().keySet()) {
      adamW.load(
          name,
          row(array(state.optimizer("exp_avg", name))),
          row(array(state.optimizer("exp_avg_sq", name))));
    }
  }

  /** {@code [out, in]} from {@code [in, out]} and back; a bias is a row. */
  private static INDArray turned(INDArray array) {
    INDArray matrix = row(array);
    return matrix.size(0) == 1 ? matrix : matrix.transpose();
  }

  private static INDArray row(INDArray array) {
    return array.rank() == 1 ? array.reshape(1, array.length()) : array;
  }

  private static INDArray array(Tensor tensor) {
    long[] shape = tensor.shape().dimensions().stream().mapToLong(Long::longValue).toArray();
    return Nd4j.createFromArray(tensor.toFloatArray()).reshape('c', shape);
  }

  private static INDArray oneHot(Tensor targets) {
    float[] classes = targets.toFloatArray();
    INDArray rows = Nd4j.zeros(DataType.FLOAT, classes.length, 3);
    for (int i = 0; i < classes.length; i++) {
      rows.putScalar(i, (int) classes[i], 1);
    }
    return rows;
  }

  private static float[] numbers(INDArray array) {
    return Nd4j.toFlattened('c', array).toFloatVector();
  }

  private static MultiLayerConfiguration layers() {
    return new NeuralNetConfiguration.Builder()
        .dataType(DataType.FLOAT)
        .list()
        .layer(dense(8, 12))
        .layer(new ActivationLayer.Builder().activation(Activation.TANH).build())
        .layer(dense(12, 12))
        .layer(new ActivationLayer.Builder().activation(Activation.RELU).build())
        .layer(dense(12, 3))
        .layer(
            new LossLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .build())
        .build();
  }

  private static DenseLayer dense(int inputs, int units) {
    return new DenseLayer.Builder().nIn(inputs).nOut(units).activation(Activation.IDENTITY).build();
  }
}
