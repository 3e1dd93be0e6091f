package dev.lockstep.mutation;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A linear layer, found by its numbers, that multiplies as NVIDIA's tensor cores do. */
final class LinearProducts {
  private static final int DROPPED = 13;
  private static final double SAME = 1e-4;

  private LinearProducts() {}

  /** The first step's output of the first layer {@code x Wᵀ + b} whose input is recorded. */
  static Optional<Mutant> tf32(Original original) {
    Map<TensorName, Values> step = original.recording().step(1);
    List<TensorName> order = original.recording().facts().order();
    for (TensorName output : order) {
      if (output.kind() == Kind.ACTIVATION && step.containsKey(output)) {
        for (TensorName input : order.subList(0, order.indexOf(output))) {
          Optional<HeldValues> wrong = tf32(step, input, output);
          if (wrong.isPresent()) {
            Draft draft = original.draft().put(1, output, wrong.get());
            return Optional.of(
                Mutant.of(draft.recording(), Kind.ACTIVATION)
                    .in(output)
                    .because("reduced-precision"));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<HeldValues> tf32(
      Map<TensorName, Values> step, TensorName input, TensorName output) {
    Values weight = step.get(TensorName.of(Kind.START, output.name() + ".weight"));
    Values bias = step.get(TensorName.of(Kind.START, output.name() + ".bias"));
    boolean isLayer =
        step.get(input) instanceof HeldValues x
            && x.type().isFloating()
            && weight != null
            && bias != null
            && weight.shape().rank() == 2
            && x.numbers().length / weight.shape().columns() * weight.shape().rows()
                == step.get(output).shape().elements()
            && x.numbers().length % weight.shape().columns() == 0;
    if (!isLayer) {
      return Optional.empty();
    }
    double[] x = ((HeldValues) step.get(input)).numbers();
    double[] w = ((HeldValues) weight).numbers();
    double[] b = ((HeldValues) bias).numbers();
    HeldValues right = (HeldValues) step.get(output);
    double[] own = product(x, w, b, false);
    for (int i = 0; i < own.length; i++) {
      if (!(Math.abs(own[i] - right.numbers()[i]) <= SAME * (1 + Math.abs(own[i])))) {
        return Optional.empty();
      }
    }
    double[] wrong = product(x, w, b, true);
    return Optional.of(right.indexed(i -> wrong[i]));
  }

  private static double[] product(double[] x, double[] w, double[] b, boolean narrow) {
    int out = b.length;
    int in = w.length / out;
    double[] result = new double[x.length / in * out];
    for (int i = 0; i < result.length; i++) {
      double sum = b[i % out];
      for (int k = 0; k < in; k++) {
        double factor = x[i / out * in + k];
        double other = w[i % out * in + k];
        sum += narrow ? narrow(factor) * narrow(other) : factor * other;
      }
      result[i] = sum;
    }
    return result;
  }

  /** The nearest number with TF32's eleven significant bits. */
  private static double narrow(double value) {
    int bits = Float.floatToIntBits((float) value);
    int odd = bits >>> DROPPED & 1;
    int half = 1 << DROPPED - 1;
    return Float.intBitsToFloat(bits + half - 1 + odd & -(half << 1));
  }
}
