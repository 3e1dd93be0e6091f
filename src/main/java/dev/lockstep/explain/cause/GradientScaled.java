package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.recording.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gradients are the expected ones times one factor: a sum for a mean, another batch or step count,
 * accumulated steps, a loss scale that is not taken off.
 */
final class GradientScaled implements Search {

  @Override
  public List<Cause> of(Scene scene) {
    List<TensorPair> gradients = scene.pairs(Kind.GRADIENT);
    List<TensorPair> parted = gradients.stream().filter(scene::parts).toList();
    if (parted.isEmpty() || !scene.forwardAgrees()) {
      return List.of();
    }
    Optional<Cause> summed = SummedGradients.of(scene, gradients);
    if (summed.isPresent()) {
      return List.of(summed.get());
    }
    List<TensorPair> scaled =
        parted.stream().filter(pair -> !Numbers.isZero(pair.actual())).toList();
    Optional<CommonFactor> factor = CommonFactor.of(scaled);
    if (factor.isEmpty() || GradientClipped.explains(scene, gradients, factor.get())) {
      return List.of();
    }
    return List.of(cause(scene, gradients.size(), scaled.size(), factor.get()));
  }

  private static Cause cause(Scene scene, int all, int scaled, CommonFactor found) {
    double factor = found.factor();
    String where = scaled == all ? "all " + all : scaled + " of " + all;
    String sentence =
        "gradients are "
            + Numbers.text(factor)
            + " times the expected ones in "
            + where
            + " tensors"
            + reason(scene, factor);
    return Cause.of("gradient-scaled", sentence, found.excess(), "factor", factor);
  }

  private static String reason(Scene scene, double factor) {
    List<TensorPair> losses = scene.pairs(Kind.LOSS).stream().filter(scene::parts).toList();
    boolean lossToo = !losses.isEmpty() && CommonFactor.excess(losses, factor) <= 1;
    String loss = lossToo ? ", and so is the loss" : "";
    Optional<Long> extent = extent(scene, factor > 1 ? factor : 1 / factor);
    if (extent.isPresent()) {
      return loss
          + (factor > 1
              ? ": the loss is summed over the " + extent.get() + ", not averaged"
              : ": the loss is averaged over the " + extent.get() + ", not summed");
    }
    return loss
        + ": look at how the loss is reduced, how many steps are accumulated, and whether a loss"
        + " scale is taken off again";
  }

  /** An extent of what the step was given, or a product of two, that is the factor. */
  private static Optional<Long> extent(Scene scene, double factor) {
    List<Long> extents = new ArrayList<>();
    for (TensorPair input : scene.pairs(Kind.INPUT)) {
      List<Long> of = input.expected().shape().dimensions();
      extents.addAll(of);
      if (of.size() > 1) {
        extents.add(of.get(0) * of.get(1));
      }
    }
    return extents.stream().filter(extent -> extent > 1 && extent == factor).findFirst();
  }
}
