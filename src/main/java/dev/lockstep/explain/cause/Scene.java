package dev.lockstep.explain.cause;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TensorPair;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The first step at which a training parts from the expected one. Everything before it agrees, so
 * that what parts in it has its cause in it; what comes after may be a consequence.
 */
final class Scene {
  private final RecordingComparison comparison;
  private final Recording expected;
  private final Recording actual;
  private final ComparisonResult result;
  private final StepResult step;
  private final List<TensorPair> pairs;
  private final Map<TensorName, TensorPair> byName;
  private final Set<TensorName> parted;

  // a step's files are opened anew each time, and searches ask for many tensors of the same step
  private int otherStep;
  private Map<TensorName, TensorPair> other = Map.of();

  private Scene(
      RecordingComparison comparison,
      Recording expected,
      Recording actual,
      ComparisonResult result,
      StepResult step) {
    this.comparison = comparison;
    this.expected = expected;
    this.actual = actual;
    this.result = result;
    this.step = step;
    this.pairs = comparison.pairs(step.step());
    this.byName = byName(pairs);
    this.parted =
        step.tensors().stream()
            .filter(tensor -> tensor.mismatches() > 0)
            .map(TensorResult::name)
            .collect(Collectors.toSet());
  }

  /** The scene of a comparison's first divergence; empty if there is none. */
  static Optional<Scene> of(
      RecordingComparison comparison,
      Recording expected,
      Recording actual,
      ComparisonResult result) {
    return result.steps().stream()
        .filter(step -> step.mismatches() > 0)
        .findFirst()
        .map(step -> new Scene(comparison, expected, actual, result, step));
  }

  int step() {
    return step.step();
  }

  ComparisonResult result() {
    return result;
  }

  Recording expected() {
    return expected;
  }

  Recording actual() {
    return actual;
  }

  /** Every tensor of the step in the order of computation, also those that one side lacks. */
  List<TensorResult> tensors() {
    return step.tensors();
  }

  /** The tensors of a kind that both sides have in this step. */
  List<TensorPair> pairs(Kind kind) {
    return pairs.stream().filter(pair -> pair.name().kind() == kind).toList();
  }

  /** All tensors that both sides have in this step, in the order of computation. */
  List<TensorPair> pairs() {
    return pairs;
  }

  /** Those of them that part. */
  List<TensorPair> partedPairs() {
    return pairs.stream().filter(this::parts).toList();
  }

  /** Those of the kind of the first tensor that parts: what parts later may follow from them. */
  List<TensorPair> firstPartedPairs() {
    List<TensorPair> all = partedPairs();
    return all.stream().filter(pair -> pair.name().kind() == all.get(0).name().kind()).toList();
  }

  boolean parts(TensorPair pair) {
    return parted.contains(pair.name());
  }

  /** Whether a tensor of that kind parts or is missing on one side. */
  boolean partsIn(Kind kind) {
    return parted.stream().anyMatch(name -> name.kind() == kind);
  }

  /** Whether what the step was given and what its forward pass computed agree. */
  boolean forwardAgrees() {
    return !partsIn(Kind.START) && !partsIn(Kind.INPUT) && !partsIn(Kind.ACTIVATION);
  }

  /**
   * Whether the state before this step is known to agree: it is the first, or the one before it was
   * recorded and agreed, or every step starts from the expected state.
   */
  boolean startsAlike() {
    return step() == 1
        || result.lockstep()
        || result.steps().stream().anyMatch(earlier -> earlier.step() == step() - 1);
  }

  /** The tensor of that name in some step, if both sides have it there. */
  Optional<TensorPair> pair(int number, TensorName name) {
    if (number == step()) {
      return Optional.ofNullable(byName.get(name));
    }
    if (number != otherStep) {
      other = byName(comparison.pairs(number));
      otherStep = number;
    }
    return Optional.ofNullable(other.get(name));
  }

  private static Map<TensorName, TensorPair> byName(List<TensorPair> pairs) {
    return pairs.stream().collect(Collectors.toMap(TensorPair::name, pair -> pair));
  }

  /** The largest excess of what comes before a tensor in this step. */
  double excessBefore(TensorName name) {
    double excess = 0;
    for (TensorResult tensor : step.tensors()) {
      if (tensor.name().equals(name)) {
        break;
      }
      excess = Math.max(excess, tensor.maxExcess());
    }
    return excess;
  }

  /** The numbers of the steps that both sides have. */
  List<Integer> commonSteps() {
    List<Integer> steps = new ArrayList<>(expected.steps());
    steps.retainAll(actual.steps());
    return steps;
  }
}
