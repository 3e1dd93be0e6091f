package dev.lockstep.compare;

import java.util.List;
import java.util.Optional;

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

  /** The earliest computed tensor with a mismatch. */
  public Optional<TensorResult> firstMismatch() {
    return tensors.stream().filter(tensor -> tensor.mismatches() > 0).findFirst();
  }
}
