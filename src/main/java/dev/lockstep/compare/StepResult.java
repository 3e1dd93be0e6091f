package dev.lockstep.compare;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All tensors of one step compared.
 *
 * @param step the number of the step, from 1
 * @param tensors one result a tensor, in the order in which a step computes them
 */
public record StepResult(int step, List<TensorResult> tensors) {

  /** Copies the list. */
  public StepResult {
    tensors = List.copyOf(tensors);
  }

  /**
   * Compares every tensor that either side has within bounds that are known: one that the other
   * side lacks, or that has no bound, counts as mismatches throughout. Activations are compared
   * only if both sides kept them.
   */
  public static StepResult of(StepRecord expected, StepRecord actual, StepBounds.Bounded bounds) {
    Set<TensorName> names = new LinkedHashSet<>(expected.tensors().keySet());
    names.addAll(actual.tensors().keySet());
    if (!hasActivations(expected) || !hasActivations(actual)) {
      names.removeIf(name -> name.kind() == Kind.ACTIVATION);
    }
    List<TensorResult> tensors =
        names.stream().map(name -> result(name, expected, actual, bounds)).toList();
    return new StepResult(expected.step(), tensors);
  }

  private static boolean hasActivations(StepRecord step) {
    return step.tensors().keySet().stream().anyMatch(name -> name.kind() == Kind.ACTIVATION);
  }

  private static TensorResult result(
      TensorName name, StepRecord expected, StepRecord actual, StepBounds.Bounded bounds) {
    if (actual.tensor(name).isEmpty()) {
      return ElementwiseComparison.ofMissing(name, expected.get(name));
    }
    if (expected.tensor(name).isEmpty()) {
      return ElementwiseComparison.ofUnexpected(name, actual.get(name));
    }
    Tensor right = expected.get(name);
    Tensor allowed =
        Optional.ofNullable(bounds.allowed().get(name))
            .orElseGet(() -> right.map(value -> Double.NaN));
    return ElementwiseComparison.of(name, right, actual.get(name), new Bound.Within(allowed));
  }

  /** How many elements were judged. */
  public long compared() {
    return tensors.stream().mapToLong(TensorResult::compared).sum();
  }

  /** How many of them do not pass. */
  public long mismatches() {
    return tensors.stream().mapToLong(TensorResult::mismatches).sum();
  }

  /** The largest excess over all tensors; 0 if nothing was judged. */
  public double maxExcess() {
    return tensors.stream().mapToDouble(TensorResult::maxExcess).max().orElse(0);
  }

  /** The root mean square of the excess over all elements that were judged; 0 if none was. */
  public double rmsExcess() {
    double squares =
        tensors.stream()
            .mapToDouble(tensor -> tensor.compared() * tensor.rmsExcess() * tensor.rmsExcess())
            .sum();
    return compared() == 0 ? 0 : Math.sqrt(squares / compared());
  }

  /** The first mismatch, in the order in which a step computes its tensors. */
  public Optional<Mismatch> divergence() {
    return tensors.stream()
        .filter(tensor -> tensor.mismatches() > 0)
        .findFirst()
        .map(tensor -> new Mismatch(step, tensor, tensor.first().orElseThrow()));
  }
}
