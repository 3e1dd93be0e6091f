package dev.lockstep.compare;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All tensors of one epoch compared.
 *
 * @param epoch the number of the epoch, from 1
 * @param tensors one comparison a tensor, in the order in which an epoch computes them
 */
public record EpochComparison(int epoch, List<TensorComparison> tensors) {
  private static final Tensor MISSING = Tensor.zeros(Shape.of(0));

  /** Copies the list. */
  public EpochComparison {
    tensors = List.copyOf(tensors);
  }

  /**
   * Compares every tensor that either side has; one that the other side lacks, or that has no
   * bound, counts as mismatches throughout. Activations are compared only if both sides kept them.
   */
  public static EpochComparison of(
      StepRecord actual, StepRecord expected, StepBounds.Bounded bounds) {
    boolean bothKept = hasActivations(actual) && hasActivations(expected);
    Map<TensorName, Tensor> actuals =
        (bothKept ? actual : actual.without(Kind.ACTIVATION)).tensors();
    Map<TensorName, Tensor> expecteds =
        (bothKept ? expected : expected.without(Kind.ACTIVATION)).tensors();
    Set<TensorName> quantities = new LinkedHashSet<>(expecteds.keySet());
    quantities.addAll(actuals.keySet());
    List<TensorComparison> tensors = new ArrayList<>();
    for (TensorName quantity : quantities) {
      tensors.add(
          TensorComparison.of(
              quantity,
              0,
              actuals.getOrDefault(quantity, MISSING),
              expecteds.getOrDefault(quantity, MISSING),
              bounds.allowed().getOrDefault(quantity, MISSING)));
    }
    return new EpochComparison(expected.step(), tensors);
  }

  private static boolean hasActivations(StepRecord step) {
    return step.tensors().keySet().stream().anyMatch(name -> name.kind() == Kind.ACTIVATION);
  }

  /** An epoch that should not be there: all of it counts as mismatches. */
  static EpochComparison ofUnexpected(StepRecord actual) {
    List<TensorComparison> tensors = new ArrayList<>();
    actual
        .tensors()
        .forEach(
            (quantity, tensor) ->
                tensors.add(TensorComparison.of(quantity, 0, tensor, MISSING, MISSING)));
    return new EpochComparison(actual.step(), tensors);
  }

  /** How many elements were compared. */
  public int compared() {
    return tensors.stream().mapToInt(TensorComparison::compared).sum();
  }

  /** How many of them do not pass. */
  public int mismatches() {
    return tensors.stream().mapToInt(TensorComparison::mismatches).sum();
  }

  /** The largest excess over all tensors; 0 if nothing was compared. */
  public double maxExcess() {
    return tensors.stream().mapToDouble(TensorComparison::maxExcess).max().orElse(0);
  }

  /** Where this epoch first parts: the earliest computed tensor with a mismatch. */
  public Optional<Divergence> divergence() {
    return tensors.stream()
        .filter(tensor -> tensor.mismatches() > 0)
        .findFirst()
        .map(tensor -> Divergence.in(epoch, tensor));
  }
}
