package dev.lockstep.compare;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;

/**
 * The first mismatch in time.
 *
 * @param epoch the number of the epoch, from 1
 * @param quantity the earliest computed tensor with a mismatch
 * @param deviation the element: the first step's where rows are steps, else the worst
 * @param mismatches how many elements of that tensor do not pass
 * @param compared how many it has
 */
public record Divergence(
    int epoch, TensorName quantity, Deviation deviation, int mismatches, int compared) {

  static Divergence in(int epoch, TensorComparison tensor) {
    Deviation deviation =
        tensor.quantity().kind() == Kind.ACTIVATION
            ? tensor.first().get(0)
            : tensor.worst().orElseThrow();
    return new Divergence(
        epoch, tensor.quantity(), deviation, tensor.mismatches(), tensor.compared());
  }
}
