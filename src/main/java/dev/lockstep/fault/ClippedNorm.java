package dev.lockstep.fault;

import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import java.util.List;

/**
 * Gradients scaled down to a norm, as {@code torch.nn.utils.clip_grad_norm_} does: all of them
 * together are multiplied by {@code min(1, maximum / (norm + 1e-6))}.
 *
 * @param maximum the largest norm that is left as it is
 */
record ClippedNorm(double maximum) implements Amendment {
  private static final double GUARD = 1e-6;

  @Override
  public void amend(ParameterArrays gradients, Rounding rounding) {
    clip(gradients.all(), rounding);
  }

  /** The same for each tensor by itself. */
  static Amendment ofEach(double maximum) {
    ClippedNorm clipped = new ClippedNorm(maximum);
    return (gradients, rounding) ->
        gradients.all().forEach(gradient -> clipped.clip(List.of(gradient), rounding));
  }

  private void clip(List<double[]> gradients, Rounding rounding) {
    double norm = norm(gradients, rounding);
    double coefficient = rounding.of(maximum / rounding.of(norm + rounding.of(GUARD)));
    if (!(coefficient < 1)) {
      return;
    }
    for (double[] gradient : gradients) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = rounding.of(gradient[i] * coefficient);
      }
    }
  }

  private static double norm(List<double[]> gradients, Rounding rounding) {
    double squares = 0;
    for (double[] gradient : gradients) {
      for (double g : gradient) {
        squares = rounding.of(squares + rounding.of(g * g));
      }
    }
    return rounding.of(Math.sqrt(squares));
  }
}
