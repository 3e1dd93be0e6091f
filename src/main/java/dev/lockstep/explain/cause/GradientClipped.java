package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gradients are scaled so that their norm stays below a bound, or cut so that each element does.
 */
final class GradientClipped implements Search {
  /** PyTorch divides by the norm plus 1e-6, so that what is left lies a little below the bound. */
  private static final double SLACK = 1e-6;

  private static final double ROUNDING = 1e-5;

  @Override
  public List<Cause> of(Scene scene) {
    List<TensorPair> gradients = scene.pairs(Kind.GRADIENT);
    List<TensorPair> parted = gradients.stream().filter(scene::parts).toList();
    if (parted.isEmpty() || !scene.forwardAgrees()) {
      return List.of();
    }
    Optional<CommonFactor> factor = CommonFactor.of(gradients);
    if (factor.isPresent()) {
      return explains(scene, gradients, factor.get())
          ? List.of(byNorm(scene, gradients, factor.get()))
          : List.of();
    }
    return byValue(scene, gradients).stream().toList();
  }

  /**
   * Whether a bound on the norm explains one factor better than the factor itself: the gradients
   * only become smaller, no step's norm passes that of this one, and the norms of the other steps
   * lie nearer to what the bound leaves of the expected ones than to the factor times those. Where
   * all expected norms are the same, nothing tells the two apart, and the factor says less.
   */
  static boolean explains(Scene scene, List<TensorPair> gradients, CommonFactor factor) {
    if (!(factor.factor() > 0 && factor.factor() < 1)) {
      return false;
    }
    double bound = actualNorm(gradients);
    double fromBound = 0;
    double fromFactor = 0;
    for (int step : scene.commonSteps()) {
      double norm = norm(scene.actual(), step);
      double expected = norm(scene.expected(), step);
      if (norm > bound * (1 + ROUNDING)) {
        return false;
      }
      if (step != scene.step() && norm > 0 && expected > 0) {
        fromBound += Math.max(ROUNDING, apart(norm, Math.min(expected, bound)));
        fromFactor += apart(norm, factor.factor() * expected);
      }
    }
    return fromBound < fromFactor;
  }

  private static double apart(double one, double other) {
    return Math.abs(Math.log(one / other));
  }

  private static Cause byNorm(Scene scene, List<TensorPair> gradients, CommonFactor factor) {
    double norm = actualNorm(gradients);
    double before = norm / factor.factor();
    double bound =
        Numbers.shortest(norm * (1 - ROUNDING), norm * (1 + SLACK / before) * (1 + ROUNDING));
    String sentence =
        "gradients are scaled in step "
            + scene.step()
            + " so that the norm of all "
            + gradients.size()
            + " together is "
            + Numbers.text(bound)
            + " where "
            + Numbers.text(before)
            + " is expected: they are clipped by norm";
    return Cause.of("gradient-clipped", sentence, factor.excess(), "norm", bound);
  }

  private static Optional<Cause> byValue(Scene scene, List<TensorPair> gradients) {
    double largest = 0;
    for (TensorPair pair : gradients) {
      largest = Math.max(largest, largest(pair.actual()));
    }
    if (largest == 0 || !Double.isFinite(largest)) {
      return Optional.empty();
    }
    double bound = Numbers.shortest(largest * (1 - 0x1p-23), largest * (1 + 0x1p-23));
    double excess = 0;
    long cut = 0;
    for (TensorPair pair : gradients) {
      TensorPair clamped =
          pair.expecting(
              DerivedValues.mapped(
                  pair.expected(), value -> Math.max(-bound, Math.min(bound, value))));
      excess = Math.max(excess, clamped.result().maxExcess());
      cut += beyond(pair, bound);
    }
    if (!(excess <= 1) || cut < 2) {
      return Optional.empty();
    }
    String sentence =
        "no element of a gradient is larger than "
            + Numbers.text(bound)
            + ", and "
            + cut
            + " that should be are just that: they are clipped by value";
    return Optional.of(Cause.of("gradient-clipped", sentence, excess, "value", bound));
  }

  private static long beyond(TensorPair pair, double bound) {
    long[] count = new long[1];
    Numbers.forEach(
        pair,
        (from, piece, elements) -> {
          for (int i = 0; i < elements; i++) {
            count[0] += Math.abs(piece.expected()[i]) > bound + piece.allowed()[i] ? 1 : 0;
          }
        });
    return count[0];
  }

  private static double largest(Values values) {
    double[] piece = new double[Numbers.PIECE];
    double largest = 0;
    long elements = values.shape().elements();
    for (long from = 0; from < elements; from += Numbers.PIECE) {
      int count = (int) Math.min(Numbers.PIECE, elements - from);
      values.read(from, piece, count);
      for (int i = 0; i < count; i++) {
        largest = Math.max(largest, Math.abs(piece[i]));
      }
    }
    return largest;
  }

  private static double actualNorm(List<TensorPair> gradients) {
    return Math.sqrt(gradients.stream().mapToDouble(pair -> Numbers.squares(pair.actual())).sum());
  }

  private static double norm(Recording recording, int step) {
    double sum = 0;
    for (Map.Entry<TensorName, Values> tensor : recording.step(step).entrySet()) {
      if (tensor.getKey().kind() == Kind.GRADIENT) {
        sum += Numbers.squares(tensor.getValue());
      }
    }
    return Math.sqrt(sum);
  }
}
