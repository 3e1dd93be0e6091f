package dev.lockstep.port;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code torch.optim.Adam}'s and {@code AdamW}'s update in DJL: epsilon is added after the bias
 * correction, the decay is decoupled. DJL's own {@code Adam} and {@code AdamW} have another
 * epsilon.
 */
final class DjlUpdate {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double learningRate;
  private final double weightDecay;
  private final Map<String, NDArray> means = new LinkedHashMap<>();
  private final Map<String, NDArray> squares = new LinkedHashMap<>();

  DjlUpdate(double learningRate, double weightDecay) {
    this.learningRate = learningRate;
    this.weightDecay = weightDecay;
  }

  /** Puts back what is remembered of one parameter. */
  void load(String name, NDArray mean, NDArray square) {
    means.put(name, mean);
    squares.put(name, square);
  }

  /** Changes a parameter in place. */
  void apply(String name, NDArray parameter, NDArray gradient, int step) {
    NDManager manager = parameter.getManager();
    NDArray mean = means.computeIfAbsent(name, unused -> manager.zeros(parameter.getShape()));
    NDArray square = squares.computeIfAbsent(name, unused -> manager.zeros(parameter.getShape()));
    NDArray values = parameter.stopGradient(); // the same memory, of which no gradient is recorded
    values.muli(1 - learningRate * weightDecay);
    mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
    square.muli(BETA2).addi(gradient.mul(gradient).muli(1 - BETA2));
    double correction = 1 - Math.pow(BETA1, step);
    double rootCorrection = Math.sqrt(1 - Math.pow(BETA2, step));
    NDArray divisor = square.sqrt().divi(rootCorrection).addi(EPSILON);
    values.subi(mean.mul(learningRate / correction).divi(divisor));
  }

  NDArray mean(String name) {
    return means.get(name);
  }

  NDArray square(String name) {
    return squares.get(name);
  }
}
