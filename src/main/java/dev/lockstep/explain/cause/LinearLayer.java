package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A layer {@code x · Wᵀ + b} found in the expected numbers: an earlier tensor, a weight and a bias
 * that give its output.
 */
final class LinearLayer {
  private static final long MOST_PRODUCTS = 1L << 26;

  private final String weight;
  private final double[] x;
  private final double[] w;
  private final double[] b;
  private final Shape shape;
  private final int in;
  private final int out;

  private LinearLayer(String weight, Values x, Values w, Optional<Values> b, Shape shape) {
    this.weight = weight;
    this.x = Rearranged.numbers(x);
    this.w = Rearranged.numbers(w);
    this.out = w.shape().rows();
    this.in = w.shape().columns();
    this.b = b.map(Rearranged::numbers).orElseGet(() -> new double[out]);
    this.shape = shape;
  }

  /** The name of the weight. */
  String weight() {
    return weight;
  }

  /** Those that reproduce an expected output within the noise. */
  static List<LinearLayer> candidates(Scene scene, TensorPair output) {
    List<LinearLayer> found = new ArrayList<>();
    String name = output.name().name();
    Optional<Values> weight = before(scene, name + ".weight");
    Shape shape = output.expected().shape();
    if (weight.isEmpty() || weight.get().shape().rank() != 2 || shape.rank() == 0) {
      return found;
    }
    Optional<Values> bias = before(scene, name + ".bias");
    int in = weight.get().shape().columns();
    int out = weight.get().shape().rows();
    if (shape.dimensions().get(shape.rank() - 1) != out
        || shape.elements() > MOST_PRODUCTS / Math.max(1, in)) {
      return found;
    }
    for (TensorPair earlier : scene.pairs()) {
      if (earlier.name().equals(output.name())) {
        break;
      }
      boolean isFed =
          earlier.name().kind() == Kind.INPUT || earlier.name().kind() == Kind.ACTIVATION;
      if (isFed
          && earlier.expected().shape().elements() / in == shape.elements() / out
          && earlier.expected().shape().elements() % in == 0) {
        LinearLayer layer =
            new LinearLayer(name + ".weight", earlier.expected(), weight.get(), bias, shape);
        TensorPair own =
            new TensorPair(
                output.name(), layer.output(value -> value), output.expected(), output.bound());
        if (own.result().mismatches() == 0) {
          found.add(layer);
        }
      }
    }
    return found;
  }

  private static Optional<Values> before(Scene scene, String parameter) {
    return Earlier.expected(scene, TensorName.of(Kind.PARAMETER, parameter), 1);
  }

  /** The output if the factors of every product are rounded first. */
  Tensor output(DoubleUnaryOperator rounding) {
    double[] xs = Arrays.stream(x).map(rounding).toArray();
    double[] ws = Arrays.stream(w).map(rounding).toArray();
    double[] result = new double[Math.toIntExact(shape.elements())];
    for (int row = 0; row < result.length / out; row++) {
      for (int column = 0; column < out; column++) {
        double sum = b[column];
        for (int k = 0; k < in; k++) {
          sum += xs[row * in + k] * ws[column * in + k];
        }
        result[row * out + column] = sum;
      }
    }
    return Tensor.holding(shape, result);
  }
}
