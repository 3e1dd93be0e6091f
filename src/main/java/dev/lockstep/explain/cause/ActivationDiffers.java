package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorResult;
import dev.lockstep.recording.Kind;
import java.util.List;

/** The forward pass parts at a module while all that it was given agrees. */
final class ActivationDiffers implements Search {

  @Override
  public List<Cause> of(Scene scene) {
    if (scene.partsIn(Kind.START) || scene.partsIn(Kind.INPUT) || !scene.startsAlike()) {
      return List.of();
    }
    for (TensorResult tensor : scene.tensors()) {
      Kind kind = tensor.name().kind();
      if (tensor.mismatches() > 0) {
        boolean forward = kind == Kind.ACTIVATION || kind == Kind.LOSS;
        return forward ? List.of(cause(scene, tensor)) : List.of();
      }
    }
    return List.of();
  }

  private static Cause cause(Scene scene, TensorResult tensor) {
    double before = scene.excessBefore(tensor.name());
    String sentence =
        "the forward pass parts at "
            + tensor.name()
            + " in step "
            + scene.step()
            + " ("
            + tensor.mismatches()
            + " of "
            + tensor.compared()
            + " numbers) while everything computed before it and every parameter agrees: this"
            + " module computes something else";
    return Cause.of(
        "activation-differs",
        sentence,
        Math.min(1, before),
        "tensor",
        tensor.name().toString(),
        "step",
        scene.step());
  }
}
