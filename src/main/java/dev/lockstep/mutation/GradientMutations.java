package dev.lockstep.mutation;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Wrong gradients, and the updates that follow from them. */
final class GradientMutations {
  private static final double NOISE = 1e-5;
  private static final String SCALED = "gradient-scaled";
  private static final String CLIPPED = "gradient-clipped";

  private GradientMutations() {}

  static List<Mutation> all() {
    return List.of(
        new Mutation(
            "loss-summed",
            "the loss is the sum over the batch, not its mean",
            GradientMutations::summed),
        new Mutation(
            "gradients-halved",
            "gradients are averaged over twice as many",
            original -> each(original, g -> g / 2).map(mutant -> mutant.because(SCALED))),
        new Mutation(
            "gradients-accumulated-four",
            "gradients of four passes are added up and not averaged",
            original -> each(original, g -> 4 * g).map(mutant -> mutant.because(SCALED))),
        new Mutation(
            "gradient-negated",
            "the gradient of one parameter has the wrong sign",
            original -> ofMatrix(original, HeldValues::negated, SCALED)),
        new Mutation(
            "gradients-clipped-by-norm",
            "the norm of all gradients is clipped at half of the smallest",
            GradientMutations::clippedByNorm),
        new Mutation(
            "gradients-clipped-by-value",
            "no element of a gradient is larger than a third of the largest",
            GradientMutations::clippedByValue),
        new Mutation(
            "gradient-zero",
            "one parameter gets no gradient",
            original -> ofMatrix(original, values -> values.mapped(g -> 0), "gradient-missing")),
        new Mutation(
            "gradient-absent",
            "the gradient of one parameter is not recorded",
            original -> ofMatrix(original, values -> null, "gradient-missing")),
        new Mutation(
            "gradient-partial",
            "half of the rows of one gradient are zero",
            original -> ofMatrix(original, GradientMutations::upperHalf, "gradient-partial")),
        new Mutation(
            "gradient-transposed",
            "one gradient is handed over transposed",
            original -> ofMatrix(original, HeldValues::transposed, "transposed")),
        new Mutation(
            "gradient-permuted",
            "the rows of one gradient come in the opposite order",
            original -> ofMatrix(original, HeldValues::reversed, "permuted")),
        new Mutation(
            "gradient-stale", "one gradient is that of the step before", GradientMutations::stale),
        new Mutation(
            "gradients-noisy",
            "gradients differ at random by up to 1e-5 of themselves",
            original -> noisy(original, 1)),
        new Mutation(
            "one-run-in-five",
            "gradients differ at random in one run of five",
            original -> noisy(original, 5)));
  }

  private static Optional<Mutant> summed(Original original) {
    int batch = original.batch();
    if (batch < 2 || original.first(Kind.GRADIENT).isEmpty()) {
      return Optional.empty();
    }
    Draft draft =
        original
            .draft()
            .change(Kind.LOSS, (step, name, loss) -> loss.mapped(value -> batch * value))
            .change(Kind.GRADIENT, (step, name, values) -> values.mapped(g -> batch * g))
            .retrained();
    Kind first = original.first(Kind.LOSS).isPresent() ? Kind.LOSS : Kind.GRADIENT;
    return Optional.of(Mutant.of(draft.recording(), first).because(SCALED));
  }

  private static Optional<Mutant> each(Original original, DoubleUnaryOperator change) {
    Draft draft =
        original
            .draft()
            .change(Kind.GRADIENT, (step, name, values) -> values.mapped(change))
            .retrained();
    return original.first(Kind.GRADIENT).map(any -> Mutant.of(draft.recording(), Kind.GRADIENT));
  }

  /** What becomes of one gradient in every step. */
  private interface Change {
    HeldValues of(HeldValues gradient);
  }

  private static Optional<Mutant> ofMatrix(Original original, Change change, String cause) {
    return original
        .matrix()
        .map(parameter -> parameter.as(Kind.GRADIENT))
        .map(
            gradient ->
                Mutant.of(
                        original
                            .draft()
                            .change(gradient, (step, name, values) -> change.of(values))
                            .retrained()
                            .recording(),
                        Kind.GRADIENT)
                    .in(gradient)
                    .because(cause));
  }

  private static HeldValues upperHalf(HeldValues gradient) {
    int rows = gradient.shape().rows();
    int width = gradient.numbers().length / rows;
    return gradient.indexed(i -> i / width < rows / 2 ? gradient.numbers()[i] : 0);
  }

  private static Optional<Mutant> stale(Original original) {
    return original
        .matrix()
        .filter(parameter -> original.recording().steps().size() > 1)
        .map(parameter -> parameter.as(Kind.GRADIENT))
        .map(
            gradient ->
                Mutant.of(
                        original
                            .draft()
                            .change(
                                gradient,
                                (step, name, values) -> before(original, step, name, values))
                            .retrained()
                            .recording(),
                        Kind.GRADIENT)
                    .in(gradient)
                    .fromStep(original.recording().steps().get(1))
                    .because("stale"));
  }

  private static HeldValues before(
      Original original, int step, TensorName name, HeldValues values) {
    List<Integer> steps = original.recording().steps();
    int place = steps.indexOf(step);
    return place == 0
        ? values
        : (HeldValues) original.recording().step(steps.get(place - 1)).get(name);
  }

  private static Optional<Mutant> clippedByNorm(Original original) {
    double smallest =
        original.recording().steps().stream()
            .mapToDouble(step -> norm(original.recording().step(step)))
            .min()
            .orElse(0);
    if (smallest == 0) {
      return Optional.empty();
    }
    double bound = smallest / 2;
    Draft draft =
        original
            .draft()
            .change(
                Kind.GRADIENT,
                (step, name, values) -> {
                  double kept = bound / (norm(original.recording().step(step)) + 1e-6);
                  return values.mapped(g -> (float) kept * g);
                })
            .retrained();
    return Optional.of(Mutant.of(draft.recording(), Kind.GRADIENT).because(CLIPPED));
  }

  private static double norm(Map<TensorName, Values> step) {
    double squares = 0;
    for (Map.Entry<TensorName, Values> tensor : step.entrySet()) {
      if (tensor.getKey().kind() == Kind.GRADIENT) {
        for (double g : ((HeldValues) tensor.getValue()).numbers()) {
          squares += g * g;
        }
      }
    }
    return Math.sqrt(squares);
  }

  private static Optional<Mutant> clippedByValue(Original original) {
    double largest = 0;
    for (Map.Entry<TensorName, Values> tensor : original.draft().step(1).entrySet()) {
      if (tensor.getKey().kind() == Kind.GRADIENT) {
        for (double g : ((HeldValues) tensor.getValue()).numbers()) {
          largest = Math.max(largest, Math.abs(g));
        }
      }
    }
    float bound = (float) (largest / 3);
    return largest == 0
        ? Optional.empty()
        : each(original, g -> Math.max(-bound, Math.min(bound, g)))
            .map(mutant -> mutant.because(CLIPPED));
  }

  /** The last of some runs has the noise, the others are as the original. */
  private static Optional<Mutant> noisy(Original original, int runs) {
    SplittableRandom random = new SplittableRandom(1);
    Draft draft =
        original
            .draft()
            .change(
                Kind.GRADIENT,
                (step, name, values) ->
                    values.mapped(g -> g * (1 + random.nextDouble(-NOISE, NOISE))))
            .retrained();
    List<Recording> copies = new ArrayList<>();
    for (int run = 1; run < runs; run++) {
      copies.add(original.recording());
    }
    copies.add(draft.recording());
    return original.first(Kind.GRADIENT).map(any -> Mutant.of(copies, Kind.GRADIENT).gradually());
  }
}
