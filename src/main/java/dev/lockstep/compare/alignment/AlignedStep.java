package dev.lockstep.compare.alignment;

import dev.lockstep.recording.TensorName;
import java.util.List;

/**
 * The tensors of a step, paired.
 *
 * @param tensors what is compared, in the order in which the expected side computed it
 * @param onlyExpected tensors for which the actual side has nothing
 * @param onlyActual tensors that stand for nothing on the expected side
 */
record AlignedStep(
    List<AlignedTensor> tensors, List<TensorName> onlyExpected, List<TensorName> onlyActual) {

  /** Copies the lists. */
  AlignedStep {
    tensors = List.copyOf(tensors);
    onlyExpected = List.copyOf(onlyExpected);
    onlyActual = List.copyOf(onlyActual);
  }
}
