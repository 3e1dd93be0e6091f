package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorResult;
import dev.lockstep.recording.Kind;
import java.util.List;

/** The training starts from other parameters. */
final class StartDiffers implements Search {

  @Override
  public List<Cause> of(Scene scene) {
    List<TensorResult> starts =
        scene.tensors().stream().filter(t -> t.name().kind() == Kind.START).toList();
    List<String> differing =
        starts.stream().filter(t -> t.mismatches() > 0).map(t -> t.name().toString()).toList();
    if (differing.isEmpty()) {
      return List.of();
    }
    String sentence =
        differing.size()
            + " of "
            + starts.size()
            + " parameters start from other values, first "
            + differing.get(0)
            + ": give both trainings the same initial weights, or the same seed and order of draws";
    return List.of(
        Cause.of("start-differs", sentence, 0, "tensor", differing.get(0), "tensors", differing));
  }
}
