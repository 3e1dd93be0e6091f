package example;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A perceptron with two hidden layers, tanh and ReLU, trained by AdamW on the mean cross-entropy. */
final class Mlp {
  private static final double RATE = 0.01;
  private static final double DECAY = 0.05;

  private final Map<String, Linear> layers = new LinkedHashMap<>();
  private int step;
  private double loss;

  /**
   * A network.
   *
   * @param start the parameters by PyTorch's names, such as {@code 0.weight}, row by row
   */
  Mlp(Function<String, float[]> start) {
    for (String name : List.of("0", "2", "4")) {
      layers.put(name, new Linear(start.apply(name + ".weight"), start.apply(name + ".bias")));
    }
  }

  /**
   * One step on a batch.
   *
   * @param x a row of inputs each
   * @param target the class of each row
   */
  void train(float[] x, int[] target) {
    double[] first = layers.get("0").forward(widened(x));
    double[] tanh = map(first, Math::tanh);
    double[] second = layers.get("2").forward(tanh);
    double[] relu = map(second, value -> Math.max(0, value));
    double[] byLogits = lossGradient(layers.get("4").forward(relu), target);
    double[] byRelu = layers.get("4").backward(byLogits);
    for (int i = 0; i < byRelu.length; i++) {
      byRelu[i] = second[i] > 0 ? byRelu[i] : 0;
    }
    double[] byTanh = layers.get("2").backward(byRelu);
    for (int i = 0; i < byTanh.length; i++) {
      byTanh[i] *= 1 - tanh[i] * tanh[i];
    }
    layers.get("0").backward(byTanh);
    step++;
    layers.values().forEach(layer -> layer.update(RATE, DECAY, step));
  }

  private double[] lossGradient(double[] logits, int[] target) {
    int classes = logits.length / target.length;
    double[] gradient = new double[logits.length];
    loss = 0;
    for (int row = 0; row < target.length; row++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(logits[row * classes + c]);
      }
      loss += (Math.log(sum) - logits[row * classes + target[row]]) / target.length;
      for (int c = 0; c < classes; c++) {
        double share = Math.exp(logits[row * classes + c]) / sum;
        gradient[row * classes + c] = (share - (c == target[row] ? 1 : 0)) / target.length;
      }
    }
    return gradient;
  }

  double loss() {
    return loss;
  }

  /** The names of the parameters. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    layers.keySet().forEach(layer -> names.addAll(List.of(layer + ".weight", layer + ".bias")));
    return names;
  }

  Linear.Parameter parameter(String name) {
    Linear layer = layers.get(name.substring(0, 1));
    return name.endsWith(".weight") ? layer.weight : layer.bias;
  }

  private static double[] map(double[] values, Function<Double, Double> function) {
    double[] mapped = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      mapped[i] = function.apply(values[i]);
    }
    return mapped;
  }

  static double[] widened(float[] values) {
    double[] widened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return widened;
  }
}
