package dev.lockstep.explain;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters of a recording with all that their updates can be read from, some elements at a
 * time. A parameter is here if a step holds it after its update together with its gradient and with
 * what it was before.
 */
final class RecordedUpdates {
  private static final int PIECE = 1 << 13;
  private static final int WINDOW = 1 << 9;

  private final TreeMap<Integer, Map<TensorName, Values>> steps;
  private final TreeMap<Integer, Map<TensorName, Values>> earlier;
  private final Map<String, Long> parameters = new LinkedHashMap<>();
  private final Map<Integer, Double> norms = new HashMap<>();
  private final Map<Integer, Map<String, Double>> ownNorms = new HashMap<>();
  private final Map<String, Arithmetic> arithmetics = new ConcurrentHashMap<>();
  private final Set<String> stateNames;
  private final ElementType said;

  private RecordedUpdates(
      TreeMap<Integer, Map<TensorName, Values>> steps,
      TreeMap<Integer, Map<TensorName, Values>> earlier,
      ElementType said) {
    this.steps = steps;
    this.earlier = earlier;
    this.said = said;
    this.stateNames =
        Stream.of(steps, earlier)
            .flatMap(side -> side.values().stream())
            .flatMap(step -> step.keySet().stream())
            .filter(name -> name.kind() == Kind.OPTIMIZER)
            .map(TensorName::state)
            .collect(Collectors.toSet());
    findParameters();
    findNorms();
  }

  /**
   * What a recording holds. Where each step started from another recording's state, nothing is
   * known of what it started from but in the first.
   */
  static RecordedUpdates of(Recording recording) {
    TreeMap<Integer, Map<TensorName, Values>> steps = steps(recording);
    boolean lockstep = recording.facts().lockstep();
    return new RecordedUpdates(steps, lockstep ? new TreeMap<>() : steps, said(recording));
  }

  /**
   * What a recording holds of which every step started from another one's state.
   *
   * @param before the recording whose parameters and optimizer state each step started from
   */
  static RecordedUpdates startingFrom(Recording before, Recording recording) {
    return new RecordedUpdates(steps(recording), steps(before), said(recording));
  }

  private static TreeMap<Integer, Map<TensorName, Values>> steps(Recording recording) {
    TreeMap<Integer, Map<TensorName, Values>> steps = new TreeMap<>();
    recording.steps().forEach(step -> steps.put(step, recording.step(step)));
    return steps;
  }

  private static ElementType said(Recording recording) {
    ElementType precision = recording.facts().precision();
    return precision.isFloating() ? precision : ElementType.F32;
  }

  private void findParameters() {
    for (int step : steps.keySet()) {
      for (TensorName name : steps.get(step).keySet()) {
        if (name.kind() == Kind.PARAMETER && !parameters.containsKey(name.name())) {
          Values after = steps.get(step).get(name);
          Values gradient = steps.get(step).get(name.as(Kind.GRADIENT));
          Values before = before(step, name.name());
          if (after.type().isFloating() && isLike(after, gradient) && isLike(after, before)) {
            parameters.put(name.name(), after.shape().elements());
          }
        }
      }
    }
    parameters.values().removeIf(elements -> elements == 0);
  }

  private static boolean isLike(Values after, Values other) {
    return other != null
        && other.type().isFloating()
        && other.shape().elements() == after.shape().elements();
  }

  private Values before(int step, String name) {
    Map<TensorName, Values> previous = earlier.get(step - 1);
    Values value = previous == null ? null : previous.get(TensorName.of(Kind.PARAMETER, name));
    if (value != null || step > 1) {
      return value;
    }
    Values start = steps.get(step).get(TensorName.of(Kind.START, name));
    return start != null || earlier.get(step) == null
        ? start
        : earlier.get(step).get(TensorName.of(Kind.START, name));
  }

  private void findNorms() {
    for (Map.Entry<Integer, Map<TensorName, Values>> step : steps.entrySet()) {
      double sum = 0;
      Map<String, Double> own = new HashMap<>();
      for (Map.Entry<TensorName, Values> tensor : step.getValue().entrySet()) {
        if (tensor.getKey().kind() == Kind.GRADIENT) {
          double squares = squares(tensor.getValue());
          own.put(tensor.getKey().name(), Math.sqrt(squares));
          sum += squares;
        }
      }
      norms.put(step.getKey(), Math.sqrt(sum));
      ownNorms.put(step.getKey(), own);
    }
  }

  private static double squares(Values values) {
    double[] piece = new double[PIECE];
    double sum = 0;
    long elements = values.shape().elements();
    for (long from = 0; from < elements; from += PIECE) {
      int count = (int) Math.min(PIECE, elements - from);
      values.read(from, piece, count);
      for (int i = 0; i < count; i++) {
        sum += piece[i] * piece[i];
      }
    }
    return sum;
  }

  /** The names of the parameters and how many elements each has, in recorded order. */
  Map<String, Long> parameters() {
    return parameters;
  }

  List<Integer> steps() {
    return List.copyOf(steps.keySet());
  }

  /**
   * What the first update of a parameter starts from.
   *
   * @param before the parameter
   * @param gradient its gradient
   */
  record FirstStep(Values before, Values gradient) {}

  /** The first step that holds a parameter, what it was before, and its gradient. */
  FirstStep firstStep(String name) {
    for (int step : steps.keySet()) {
      Values before = like(name, before(step, name));
      Values gradient = like(name, steps.get(step).get(TensorName.of(Kind.GRADIENT, name)));
      if (before != null && gradient != null) {
        return new FirstStep(before, gradient);
      }
    }
    throw new IllegalArgumentException("no update of " + name);
  }

  /** Some elements, by their flat indices, ascending. */
  Track track(String name, long[] indices) {
    return track(name, indices.length, values -> at(values, indices));
  }

  /** Neighbouring elements. */
  Track block(String name, long from, int count) {
    return track(
        name,
        count,
        values -> {
          double[] read = new double[count];
          values.read(from, read, count);
          return read;
        });
  }

  /** Elements by ascending indices; those that lie near each other are read together. */
  private static double[] at(Values values, long[] indices) {
    double[] found = new double[indices.length];
    double[] window = new double[(int) Math.min(WINDOW, values.shape().elements())];
    long from = 0;
    int held = 0;
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] >= from + held) {
        from = indices[i];
        held = (int) Math.min(window.length, values.shape().elements() - from);
        values.read(from, window, held);
      }
      found[i] = window[(int) (indices[i] - from)];
    }
    return found;
  }

  private interface Reading {
    double[] of(Values values);
  }

  private Track track(String name, int count, Reading reading) {
    List<Track.Step> track = new ArrayList<>();
    Values known = null;
    double[] read = null;
    for (int number : steps.keySet()) {
      Values after = like(name, steps.get(number).get(TensorName.of(Kind.PARAMETER, name)));
      Values gradient = like(name, steps.get(number).get(TensorName.of(Kind.GRADIENT, name)));
      Values before = like(name, before(number, name));
      // what a step leaves is what the next one starts from: it need not be read twice
      double[] old = before == null ? null : before == known ? read : reading.of(before);
      known = after;
      read = after == null ? null : reading.of(after);
      track.add(
          new Track.Step(
              number,
              old,
              gradient == null ? null : reading.of(gradient),
              read,
              states(earlier.get(number - 1), name, reading),
              states(steps.get(number), name, reading),
              norms.get(number),
              ownNorms.get(number).getOrDefault(name, Double.NaN)));
    }
    return new Track(
        name, track, count, arithmetics.computeIfAbsent(name, key -> arithmetic(track)));
  }

  private Values like(String name, Values values) {
    return values != null
            && values.type().isFloating()
            && values.shape().elements() == parameters.get(name)
        ? values
        : null;
  }

  private Map<String, double[]> states(Map<TensorName, Values> step, String name, Reading reading) {
    Map<String, double[]> states = new HashMap<>();
    if (step != null) {
      for (String state : stateNames) {
        Values values = like(name, step.get(TensorName.optimizer(state, name)));
        if (values != null) {
          states.put(state, reading.of(values));
        }
      }
    }
    return states;
  }

  private Arithmetic arithmetic(List<Track.Step> track) {
    double[][] after =
        track.stream()
            .map(Track.Step::after)
            .filter(values -> values != null)
            .toArray(double[][]::new);
    return Arithmetic.of(Grid.of(after).orElse(said));
  }
}
