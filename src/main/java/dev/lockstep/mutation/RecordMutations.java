package dev.lockstep.mutation;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Wrong starts, data, modules, formats and records. */
final class RecordMutations {
  private static final String START = "start-differs";
  private static final String INPUT = "input-differs";
  private static final String GRID = "reduced-precision";
  private static final String NON_FINITE = "non-finite";
  private static final String PLACE = "activation-differs";

  private RecordMutations() {}

  static List<Mutation> all() {
    return List.of(
        new Mutation(
            "start-scaled",
            "initial weights are a tenth too large",
            original ->
                of(original, Kind.START, (step, name, values) -> values.mapped(x -> 1.1 * x))
                    .map(mutant -> mutant.because(START))),
        new Mutation(
            "start-one-element",
            "one initial weight is 1e-5 of itself too large",
            original ->
                original
                    .matrix()
                    .map(parameter -> parameter.as(Kind.START))
                    .map(start -> only(original, start, RecordMutations::nudged).because(START))),
        new Mutation(
            "input-permuted",
            "the examples come in the opposite order",
            original ->
                of(original, Kind.INPUT, (step, name, values) -> values.reversed())
                    .filter(mutant -> original.batch() > 1)
                    .map(mutant -> mutant.because(INPUT))),
        new Mutation(
            "input-other",
            "the examples are others",
            original ->
                original
                    .first(Kind.INPUT)
                    .map(
                        input ->
                            only(original, input, values -> values.mapped(x -> x + 1))
                                .because(INPUT))),
        new Mutation(
            "module-differs",
            "one module gives 0.1% too much",
            original -> activation(original, values -> values.mapped(x -> 1.001 * x), PLACE)),
        new Mutation(
            "module-relu",
            "one module cuts off what is negative",
            original -> activation(original, values -> values.mapped(x -> Math.max(0, x)), PLACE)),
        grid(ElementType.BF16),
        grid(ElementType.F16),
        new Mutation("products-tf32", "a linear layer multiplies in TF32", LinearProducts::tf32),
        new Mutation(
            "nan-in-gradient",
            "a gradient is NaN from the second step on",
            original -> nonFinite(original, Double.NaN)),
        new Mutation(
            "infinity-in-gradient",
            "a gradient is infinite from the second step on",
            original -> nonFinite(original, Double.POSITIVE_INFINITY)),
        new Mutation(
            "parameter-late", "one parameter is recorded before its update", RecordMutations::late),
        new Mutation(
            "parameter-absent",
            "one parameter is not recorded",
            original ->
                original
                    .matrix()
                    .map(
                        parameter ->
                            Mutant.of(
                                    original
                                        .draft()
                                        .change(parameter, (step, name, values) -> null)
                                        .recording(),
                                    Kind.PARAMETER)
                                .in(parameter))),
        new Mutation("step-absent", "the last step is not recorded", RecordMutations::shorter),
        new Mutation("bias-one-for-two", "one bias does the work of two", SharedBias::of));
  }

  private static Optional<Mutant> of(Original original, Kind kind, Draft.Change change) {
    return original
        .first(kind)
        .map(any -> Mutant.of(original.draft().change(kind, change).recording(), kind));
  }

  /** What becomes of one tensor in every step. */
  private interface Change {
    HeldValues of(HeldValues values);
  }

  private static Mutant only(Original original, TensorName only, Change change) {
    return Mutant.of(
            original.draft().change(only, (step, name, values) -> change.of(values)).recording(),
            only.kind())
        .in(only);
  }

  private static HeldValues nudged(HeldValues values) {
    double[] numbers = values.numbers();
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      largest = Math.abs(numbers[i]) > Math.abs(numbers[largest]) ? i : largest;
    }
    int place = largest;
    return values.indexed(i -> i == place ? numbers[i] * (1 + 1e-5) : numbers[i]);
  }

  /** The module in the middle of those that the forward pass runs through. */
  private static Optional<Mutant> activation(Original original, Change change, String cause) {
    List<TensorName> order = original.recording().facts().order();
    List<TensorName> modules =
        original.recording().step(original.recording().steps().get(0)).entrySet().stream()
            .filter(tensor -> tensor.getKey().kind() == Kind.ACTIVATION)
            .filter(tensor -> hasNegatives(tensor.getValue()))
            .map(Map.Entry::getKey)
            .sorted(Comparator.comparingInt(order::indexOf))
            .toList();
    return modules.isEmpty()
        ? Optional.empty()
        : Optional.of(only(original, modules.get(modules.size() / 2), change).because(cause));
  }

  private static boolean hasNegatives(Values values) {
    return values.type().isFloating()
        && Arrays.stream(((HeldValues) values).numbers()).anyMatch(x -> x < 0);
  }

  private static Mutation grid(ElementType type) {
    Set<Kind> computed =
        Arrays.stream(Kind.values()).filter(Kind::isComputed).collect(Collectors.toSet());
    return new Mutation(
        "numbers-" + type.label(),
        "everything is kept in " + type.label(),
        original -> {
          Draft draft = original.draft();
          computed.forEach(
              kind -> draft.change(kind, (step, name, values) -> rounded(values, type)));
          Optional<Kind> first =
              Stream.of(Kind.ACTIVATION, Kind.LOSS, Kind.GRADIENT)
                  .filter(kind -> original.first(kind).isPresent())
                  .findFirst();
          return first.map(kind -> Mutant.of(draft.recording(), kind).because(GRID));
        });
  }

  private static HeldValues rounded(HeldValues values, ElementType type) {
    return values.type().isFloating() ? values.mapped(type::round) : values;
  }

  private static Optional<Mutant> nonFinite(Original original, double number) {
    List<Integer> steps = original.recording().steps();
    return original
        .matrix()
        .filter(parameter -> steps.size() > 1)
        .map(parameter -> parameter.as(Kind.GRADIENT))
        .map(
            gradient ->
                Mutant.of(
                        original
                            .draft()
                            .change(
                                gradient,
                                (step, name, values) ->
                                    step < steps.get(1)
                                        ? values
                                        : values.indexed(
                                            i -> i == 0 ? number : values.numbers()[i]))
                            .recording(),
                        Kind.GRADIENT)
                    .in(gradient)
                    .fromStep(steps.get(1))
                    .because(NON_FINITE));
  }

  private static Optional<Mutant> late(Original original) {
    HeldRecording recording = original.recording();
    return original
        .matrix()
        .filter(parameter -> recording.steps().size() > 1)
        .map(
            parameter ->
                Mutant.of(
                        original
                            .draft()
                            .change(
                                parameter, (step, name, values) -> before(recording, step, name))
                            .recording(),
                        Kind.PARAMETER)
                    .in(parameter)
                    .because("stale"));
  }

  private static HeldValues before(HeldRecording recording, int step, TensorName name) {
    int place = recording.steps().indexOf(step);
    Values values =
        place == 0
            ? recording.step(step).get(name.as(Kind.START))
            : recording.step(recording.steps().get(place - 1)).get(name);
    return (HeldValues) values;
  }

  private static Optional<Mutant> shorter(Original original) {
    List<Integer> steps = original.recording().steps();
    int last = steps.get(steps.size() - 1);
    return steps.size() < 2
        ? Optional.empty()
        : Optional.of(
            Mutant.of(original.draft().without(last).recording(), Kind.INPUT, Kind.ACTIVATION)
                .fromStep(last));
  }
}
