package dev.lockstep.port;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * {@code torch.optim.AdamW}'s update in ND4J: epsilon is added after the bias correction, and no
 * scalar is a float32 number before it is multiplied. ND4J's own {@code Adam} does neither.
 */
final class Nd4jUpdate {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double learningRate;
  private final double weightDecay;
  private final Map<String, INDArray> means = new LinkedHashMap<>();
  private final Map<String, INDArray> squares = new LinkedHashMap<>();

  Nd4jUpdate(double learningRate, double weightDecay) {
    this.learningRate = learningRate;
    this.weightDecay = weightDecay;
  }

  /** Puts back what is remembered of one parameter. */
  void load(String name, INDArray mean, INDArray square) {
    means.put(name, mean);
    squares.put(name, square);
  }

  /** Changes a parameter in place. */
  void apply(String name, INDArray parameter, INDArray gradient, int step) {
    INDArray mean = means.computeIfAbsent(name, unused -> Nd4j.zerosLike(parameter));
    INDArray square = squares.computeIfAbsent(name, unused -> Nd4j.zerosLike(parameter));
    parameter.muli(1 - learningRate * weightDecay);
    mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
    square.muli(BETA2).addi(gradient.mul(gradient).muli(1 - BETA2));
    double correction = 1 - Math.pow(BETA1, step);
    double rootCorrection = Math.sqrt(1 - Math.pow(BETA2, step));
    INDArray divisor = Transforms.sqrt(square, true).divi(rootCorrection).addi(EPSILON);
    parameter.subi(mean.mul(learningRate / correction).divi(divisor));
  }

  INDArray mean(String name) {
    return means.get(name);
  }

  INDArray square(String name) {
    return squares.get(name);
  }
}
