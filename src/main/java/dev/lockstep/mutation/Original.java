package dev.lockstep.mutation;

import dev.lockstep.explain.GroupReading;
import dev.lockstep.explain.Retraining;
import dev.lockstep.explain.Setting;
import dev.lockstep.explain.UpdateReading;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A right recording, with what has to be known of it to make it wrong. */
public final class Original {
  private final HeldRecording held;
  private final UpdateReading reading;

  private Original(HeldRecording held, UpdateReading reading) {
    this.held = held;
    this.reading = reading;
  }

  /** Reads a recording whole, and which rule made its updates. */
  public static Original of(Recording recording) {
    HeldRecording held = HeldRecording.of(recording);
    return new Original(held, UpdateReading.of(held));
  }

  /** What its updates show. */
  public UpdateReading reading() {
    return reading;
  }

  /** What it holds. */
  HeldRecording recording() {
    return held;
  }

  /** A copy that is still to be made wrong. */
  Draft draft() {
    return new Draft(this);
  }

  /**
   * The same gradients under a setting that is too large by a part of itself; empty if updates
   * cannot be made again or the rule has no such setting.
   */
  public Optional<Recording> withSetting(Setting setting, double part) {
    return training()
        .filter(training -> training.get(setting) != 0)
        .map(
            training ->
                draft()
                    .retrained(own -> own.with(setting, (1 + part) * own.get(setting)))
                    .recording());
  }

  /**
   * The same with one element of the largest updated matrix, its first, too large after every
   * update; empty if there is no such matrix.
   */
  public Optional<Recording> withElement(double part) {
    return matrix()
        .map(
            parameter ->
                draft()
                    .change(
                        parameter,
                        (step, name, values) ->
                            values.indexed(i -> values.numbers()[i] * (i == 0 ? 1 + part : 1)))
                    .recording());
  }

  /** Whether a copy says the same as the original in every number. */
  public boolean isSame(Recording copy) {
    return copy.steps().equals(held.steps())
        && held.steps().stream().allMatch(step -> isSame(held.step(step), copy.step(step)));
  }

  private static boolean isSame(Map<TensorName, Values> one, Map<TensorName, Values> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(
                tensor ->
                    Arrays.equals(
                        ((HeldValues) tensor.getValue()).numbers(),
                        HeldValues.of(other.get(tensor.getKey())).numbers()));
  }

  /** What every updated parameter's updates follow. */
  List<GroupReading> groups() {
    return reading.groups();
  }

  /**
   * The rule of the largest parameter, with its settings; empty if updates cannot be made again.
   */
  public Optional<Retraining> training() {
    boolean whole =
        reading.isExplained()
            && held.steps()
                .equals(Stream.iterate(1, step -> step + 1).limit(held.steps().size()).toList())
            && reading.groups().stream().allMatch(Original::isPlain)
            && reading.groups().stream()
                .flatMap(group -> group.parameters().stream())
                .allMatch(this::hasGradients);
    return whole
        ? Optional.of(Retraining.of(reading.groups().get(0), held.facts().precision()))
        : Optional.empty();
  }

  /** Gradients are not clipped before, and the rate is the same in every step. */
  private static boolean isPlain(GroupReading group) {
    return group.candidate().label().equals(group.rule()) && group.schedule().isEmpty();
  }

  private boolean hasGradients(String parameter) {
    boolean everywhere =
        held.steps().stream()
            .allMatch(step -> held.step(step).containsKey(TensorName.of(Kind.GRADIENT, parameter)));
    return everywhere && held.step(1).containsKey(TensorName.of(Kind.START, parameter));
  }

  /** The largest updated matrix of several rows and columns. */
  Optional<TensorName> matrix() {
    return parameters()
        .filter(name -> shape(name).size() == 2 && shape(name).stream().allMatch(n -> n > 1))
        .max(Comparator.comparingLong(this::size));
  }

  /** The largest updated matrix whose shape tells it from its transpose. */
  Optional<TensorName> oblongMatrix() {
    return parameters()
        .filter(name -> shape(name).size() == 2 && !shape(name).get(0).equals(shape(name).get(1)))
        .filter(name -> shape(name).stream().allMatch(n -> n > 1))
        .max(Comparator.comparingLong(this::size));
  }

  /** The largest updated vector. */
  Optional<TensorName> vector() {
    return parameters()
        .filter(name -> shape(name).size() == 1 && size(name) > 1)
        .max(Comparator.comparingLong(this::size));
  }

  private Stream<TensorName> parameters() {
    return reading.groups().stream()
        .flatMap(group -> group.parameters().stream())
        .filter(this::hasGradients)
        .map(name -> TensorName.of(Kind.PARAMETER, name));
  }

  private List<Long> shape(TensorName parameter) {
    return first(parameter).shape().dimensions();
  }

  private long size(TensorName parameter) {
    return first(parameter).shape().elements();
  }

  private Values first(TensorName parameter) {
    return held.step(1).get(parameter.as(Kind.START));
  }

  /** The first tensor of a kind in the first step, in the order of computation. */
  Optional<TensorName> first(Kind kind) {
    Map<TensorName, Values> step = held.step(held.steps().get(0));
    return Stream.concat(held.facts().order().stream(), step.keySet().stream())
        .filter(name -> name.kind() == kind && step.containsKey(name))
        .findFirst();
  }

  /** How many examples a step is given; 1 if nobody says. */
  int batch() {
    return first(Kind.INPUT)
        .map(name -> held.step(held.steps().get(0)).get(name).shape())
        .filter(shape -> shape.rank() > 0)
        .map(shape -> shape.rows())
        .orElse(1);
  }
}
