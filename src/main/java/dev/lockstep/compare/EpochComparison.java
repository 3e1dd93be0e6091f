package dev.lockstep.compare;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.trajectory.EpochRecord;
import dev.lockstep.trajectory.Quantity;
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
  public static EpochComparison of(EpochRecord actual, EpochRecord expected, EpochBounds allowed) {
    boolean bothKept = actual.activations().isPresent() && expected.activations().isPresent();
    Map<Quantity, Tensor> actuals = (bothKept ? actual : actual.withoutActivations()).quantities();
    Map<Quantity, Tensor> expecteds =
        (bothKept ? expected : expected.withoutActivations()).quantities();
    Set<Quantity> quantities = new LinkedHashSet<>(expecteds.keySet());
    quantities.addAll(actuals.keySet());
    List<TensorComparison> tensors = new ArrayList<>();
    for (Quantity quantity : quantities) {
      tensors.add(
          TensorComparison.of(
              quantity,
              0,
              actuals.getOrDefault(quantity, MISSING),
              expecteds.getOrDefault(quantity, MISSING),
              allowed.bounds().getOrDefault(quantity, MISSING)));
    }
    return new EpochComparison(expected.epoch(), tensors);
  }

  /** An epoch that should not be there: all of it counts as mismatches. */
  static EpochComparison ofUnexpected(EpochRecord actual) {
    List<TensorComparison> tensors = new ArrayList<>();
    actual
        .quantities()
        .forEach(
            (quantity, tensor) ->
                tensors.add(TensorComparison.of(quantity, 0, tensor, MISSING, MISSING)));
    return new EpochComparison(actual.epoch(), tensors);
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
