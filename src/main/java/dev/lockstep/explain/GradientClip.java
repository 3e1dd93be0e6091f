package dev.lockstep.explain;

/** What is done to recorded gradients before a rule is given them. */
public enum GradientClip {
  /** Nothing. */
  NONE,
  /** All are scaled down together where their common norm exceeds a bound. */
  NORM,
  /** Each parameter's is scaled down where its own norm exceeds a bound. */
  TENSOR_NORM,
  /** Each element is cut at a bound. */
  VALUE;

  // torch.nn.utils.clip_grad_norm_ divides by the norm plus this
  private static final double SAFETY = 1e-6;

  // how many units in the last place a norm, a sum of many squares, may be off
  private static final double NORM_ERROR = 8;

  /** The gradient that the rule is given in a step. */
  Rounded of(Rounded gradient, Track.Step step, Settings settings) {
    return switch (this) {
      case NONE -> gradient;
      case NORM, TENSOR_NORM -> {
        double factor = settings.get(Setting.MAX_NORM) / (norm(step) + SAFETY);
        yield factor < 1 ? gradient.times(factor).widened(NORM_ERROR) : gradient;
      }
      case VALUE -> gradient.clamped(settings.get(Setting.CLIP_VALUE));
    };
  }

  /** The norm of a step's gradients that is held against a bound; NaN if unknown. */
  double norm(Track.Step step) {
    return this == TENSOR_NORM ? step.ownNorm() : step.norm();
  }
}
