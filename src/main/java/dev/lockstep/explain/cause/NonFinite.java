package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.compare.TensorResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The training produced NaN or infinity where the expected one did not. */
final class NonFinite implements Search {

  @Override
  public List<Cause> of(Scene scene) {
    for (TensorResult tensor : scene.tensors()) {
      Optional<TensorPair> pair = scene.pair(scene.step(), tensor.name());
      if (tensor.nonFinite().isPresent() && pair.isPresent()) {
        long place = tensor.nonFinite().get();
        double actual = pair.get().actual().at(place);
        if (!Double.isFinite(actual) && Double.isFinite(pair.get().expected().at(place))) {
          return List.of(cause(scene, tensor, place, actual));
        }
      }
    }
    return List.of();
  }

  private static Cause cause(Scene scene, TensorResult tensor, long place, double actual) {
    List<Long> index = Arrays.stream(tensor.shape().indexOf(place)).boxed().toList();
    String sentence =
        (Double.isNaN(actual) ? "NaN" : "infinity")
            + " appears first in "
            + tensor.name()
            + " at "
            + index
            + " in step "
            + scene.step()
            + "; look for a division by zero, a logarithm of zero or an overflow there";
    return Cause.of(
        "non-finite",
        sentence,
        0,
        "tensor",
        tensor.name().toString(),
        "step",
        scene.step(),
        "index",
        index);
  }
}
