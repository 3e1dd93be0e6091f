package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parameter is the sum of two expected ones, one bias for two: it is updated once where they are
 * updated twice.
 */
final class OneForTwo implements Search {
  private static final String PLUS = " + ";

  @Override
  public List<Cause> of(Scene scene) {
    List<Cause> causes = new ArrayList<>();
    for (TensorPair pair : scene.pairs(Kind.PARAMETER)) {
      List<String> addends = List.of(pair.name().name().split(Pattern.quote(PLUS)));
      if (addends.size() == 2 && scene.parts(pair)) {
        addends.stream()
            .map(addend -> updatedOnce(scene, pair, addend))
            .flatMap(Optional::stream)
            .min(Double::compare)
            .ifPresent(excess -> causes.add(cause(pair, addends, excess)));
      }
    }
    return causes;
  }

  private static Cause cause(TensorPair pair, List<String> addends, double excess) {
    List<String> of = addends.stream().map(addend -> "parameter/" + addend).toList();
    return Cause.of(
        "one-for-two",
        "one parameter stands for the sum of "
            + String.join(" and ", of)
            + ": it is updated once where they are updated twice; give it two, or halve their"
            + " updates",
        excess,
        "tensor",
        pair.name().toString(),
        "of",
        of);
  }

  /** What is left if the sum moves as one of its addends alone. */
  private static Optional<Double> updatedOnce(Scene scene, TensorPair pair, String addend) {
    TensorName name = TensorName.of(Kind.PARAMETER, addend);
    Optional<Values> sum = Earlier.expected(scene, pair.name(), 1);
    Values after = scene.expected().step(scene.step()).get(name);
    Values before =
        scene.step() == 1
            ? scene.expected().step(1).get(name.as(Kind.START))
            : scene.expected().steps().contains(scene.step() - 1)
                ? scene.expected().step(scene.step() - 1).get(name)
                : null;
    if (sum.isEmpty() || after == null || before == null) {
      return Optional.empty();
    }
    double[] moved = Rearranged.numbers(sum.get());
    double[] from = Rearranged.numbers(before);
    double[] to = Rearranged.numbers(after);
    Arrays.setAll(moved, i -> moved[i] + (to[i] - from[i]));
    double excess = pair.expecting(Tensor.of(pair.expected().shape(), moved)).result().maxExcess();
    return excess <= 1 ? Optional.of(excess) : Optional.empty();
  }
}
