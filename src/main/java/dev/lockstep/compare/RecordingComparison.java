package dev.lockstep.compare;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares two recordings step by step and tensor by tensor, with bounds from their noise. Reads
 * them piece by piece: neither need fit into memory.
 */
public final class RecordingComparison {
  private static final Tensor NO_NOISE = Tensor.scalar(0);

  private final Recording expected;
  private final Recording actual;
  private final ComparisonSettings settings;
  private final boolean lockstep;
  private final TensorOrder order;
  private final Decisions decisions;
  private final SortedMap<Kind, Boolean> kindsNotCompared;
  private final SortedSet<String> ignored = new TreeSet<>();
  private boolean noiseFound;
  private Optional<Surroundings> surroundings = Optional.empty();

  /** A comparison of a recording with the expected one. */
  public RecordingComparison(Recording expected, Recording actual, ComparisonSettings settings) {
    this.expected = expected;
    this.actual = actual;
    this.settings = settings;
    this.lockstep = actual.facts().lockstep();
    this.order = TensorOrder.of(expected.facts(), actual.facts());
    this.decisions =
        new Decisions(expected.facts().undecided(), actual.facts().undecided(), order, lockstep);
    this.kindsNotCompared = kindsOfOneSide(expected, actual);
  }

  private static SortedMap<Kind, Boolean> kindsOfOneSide(Recording expected, Recording actual) {
    Set<Kind> expectedKinds = kinds(expected);
    Set<Kind> actualKinds = kinds(actual);
    SortedMap<Kind, Boolean> lacking = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      if (expectedKinds.contains(kind) != actualKinds.contains(kind)) {
        lacking.put(kind, expectedKinds.contains(kind));
      }
    }
    return lacking;
  }

  private static Set<Kind> kinds(Recording recording) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (int step : recording.steps()) {
      recording.step(step).keySet().forEach(name -> kinds.add(name.kind()));
      recording.sketches(step).keySet().forEach(name -> kinds.add(name.kind()));
      if (kinds.size() == Kind.values().length) {
        break;
      }
    }
    return kinds;
  }

  /** Compares a recording with the expected one; the same as asking for the {@link #result()}. */
  public static ComparisonResult of(
      Recording expected, Recording actual, ComparisonSettings settings) {
    return new RecordingComparison(expected, actual, settings).result();
  }

  /**
   * Compares all steps.
   *
   * @throws dev.lockstep.recording.InvalidRecordingException if either recording turns out to break
   *     a rule of the format
   */
  public ComparisonResult result() {
    SortedSet<Integer> numbers = new TreeSet<>(expected.steps());
    numbers.addAll(actual.steps());
    List<StepResult> steps = new ArrayList<>();
    for (int number : numbers) {
      steps.add(step(number));
    }
    return new ComparisonResult(
        expected.facts(),
        actual.facts(),
        lockstep,
        noiseFound,
        steps,
        kindsNotCompared,
        ignored,
        decisions.first(),
        surroundings,
        settings.alignment().pairings());
  }

  private StepResult step(int number) {
    Both both = both(number);
    return step(number, both.expected(), both.actual());
  }

  /**
   * The tensors of a step that both sides hold whole, each with its bound, in the order in which a
   * step computes them; nothing if either side lacks the step.
   *
   * @param number of the step, from 1
   */
  public List<TensorPair> pairs(int number) {
    Both both = both(number);
    List<TensorPair> pairs = new ArrayList<>();
    for (TensorName name : order.sorted(both.expected().tensors().keySet())) {
      Values actuals = both.actual().tensors().get(name);
      if (actuals != null && !settings.ignores(name)) {
        pairs.add(pair(name, both));
      }
    }
    return pairs;
  }

  /** What either side holds of a step, under common names and in a common layout. */
  private record Both(StepSide expected, StepSide actual) {}

  private Both both(int number) {
    StepSide expecteds = StepSide.of(expected, number, lockstep);
    StepSide actuals = StepSide.of(actual, number, lockstep);
    Alignment alignment = settings.alignment();
    Alignment.Sides raw = new Alignment.Sides(expecteds.tensors(), actuals.tensors());
    Alignment.Sides tensors = alignment.tensors(raw);
    Alignment.Sides noise =
        alignment.noise(new Alignment.Sides(expecteds.noise(), actuals.noise()), raw);
    return new Both(
        new StepSide(
            tensors.expected(), noise.expected(), expecteds.sketches(), expecteds.sketchNoise()),
        new StepSide(tensors.actual(), noise.actual(), actuals.sketches(), actuals.sketchNoise()));
  }

  private StepResult step(int number, StepSide expecteds, StepSide actuals) {
    Set<TensorName> names = new LinkedHashSet<>();
    for (StepSide side : List.of(expecteds, actuals)) {
      names.addAll(side.tensors().keySet());
      names.addAll(side.sketches().keySet());
    }
    List<TensorResult> results = new ArrayList<>();
    for (TensorName name : order.sorted(names)) {
      if (settings.ignores(name)) {
        ignored.add(name.toString());
      } else if (!kindsNotCompared.containsKey(name.kind())) {
        results.add(tensor(number, name, expecteds, actuals));
      }
    }
    return new StepResult(number, results);
  }

  private TensorResult tensor(int number, TensorName name, StepSide expecteds, StepSide actuals) {
    if (!actuals.holds(name)) {
      return ElementwiseComparison.ofMissing(name, expecteds.either(name));
    }
    if (!expecteds.holds(name)) {
      return ElementwiseComparison.ofUnexpected(name, actuals.either(name));
    }
    if (decisions.mayHaveTurned(number, name)) {
      return ElementwiseComparison.ofUndecided(name, expecteds.either(name));
    }
    if (expecteds.tensors().containsKey(name) && actuals.tensors().containsKey(name)) {
      return compared(number, pair(name, new Both(expecteds, actuals)));
    }
    SketchedPair pair = SketchedPair.of(name, expecteds, actuals);
    Bound bound = isGiven(name) ? lastPlace(List.of(NO_NOISE)) : sketchBound(pair.noises());
    return ElementwiseComparison.of(name, pair.expected(), pair.actual(), bound);
  }

  private TensorResult compared(int number, TensorPair pair) {
    TensorResult result = pair.result();
    if (surroundings.isEmpty() && result.first().isPresent() && result.note().isEmpty()) {
      long flat = result.first().get().flat();
      surroundings = Optional.of(Surroundings.of(number, pair, flat));
    }
    return result;
  }

  private TensorPair pair(TensorName name, Both both) {
    Values expecteds = both.expected().tensors().get(name);
    Values actuals = both.actual().tensors().get(name);
    List<Values> noises = new ArrayList<>();
    Optional.ofNullable(both.expected().noise().get(name)).ifPresent(noises::add);
    Optional.ofNullable(both.actual().noise().get(name)).ifPresent(noises::add);
    return new TensorPair(name, expecteds, actuals, bound(name, expecteds, actuals, noises));
  }

  private Bound bound(TensorName name, Values expecteds, Values actuals, List<Values> noises) {
    boolean floating = expecteds.type().isFloating() && actuals.type().isFloating();
    if (isGiven(name) || !floating) {
      return new Bound.Equal();
    }
    if (noises.isEmpty()) {
      return settings.tolerance().<Bound>map(tolerance -> tolerance).orElse(new Bound.Unknown());
    }
    noiseFound = true;
    return new Bound.Noise(noises, coarser(expecteds.type(), actuals.type()), atLeast());
  }

  /** The sums are in float64, of numbers that either side has in its own precision. */
  private Bound sketchBound(List<Values> noises) {
    if (noises.isEmpty()) {
      return settings.tolerance().<Bound>map(tolerance -> tolerance).orElse(new Bound.Unknown());
    }
    noiseFound = true;
    return lastPlace(noises);
  }

  private Bound lastPlace(List<Values> noises) {
    ElementType type = coarser(expected.facts().precision(), actual.facts().precision());
    return new Bound.Noise(noises, type, atLeast());
  }

  private Bound.Tolerance atLeast() {
    return settings.tolerance().orElse(Bound.Tolerance.NONE);
  }

  private static boolean isGiven(TensorName name) {
    return name.kind() == Kind.START || name.kind() == Kind.INPUT;
  }

  private static ElementType coarser(ElementType one, ElementType other) {
    return other.isCoarserThan(one) ? other : one;
  }
}
