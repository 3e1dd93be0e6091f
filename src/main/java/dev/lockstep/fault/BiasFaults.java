package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import java.util.Arrays;

/** Cells that treat their biases wrongly, made from the right ones. */
final class BiasFaults {
  private BiasFaults() {}

  /** A cell with one bias for two: {@code bias_hh} is added but gets no gradient. */
  static Cell untrainedBiasHh(Cell right) {
    return AmendedPass.after(right, (gradients, rounding) -> Arrays.fill(gradients.biasHh(), 0));
  }

  /** A cell that neither adds nor trains {@code bias_hh}. */
  static Cell withoutBiasHh(Cell right) {
    return (parameters, start, inputs, rounding) ->
        untrainedBiasHh(right)
            .forward(
                new ParameterArrays(
                    parameters.layout(),
                    parameters.weightIh(),
                    parameters.weightHh(),
                    parameters.biasIh(),
                    new double[parameters.gateRows()],
                    parameters.weight(),
                    parameters.bias()),
                start,
                inputs,
                rounding);
  }

  /** An LSTM that adds 1 to what goes into its forget gate. */
  static Cell raisedForgetBias(Cell right) {
    return (parameters, start, inputs, rounding) ->
        right.forward(
            new ParameterArrays(
                parameters.layout(),
                parameters.weightIh(),
                parameters.weightHh(),
                raised(parameters, rounding),
                parameters.biasHh(),
                parameters.weight(),
                parameters.bias()),
            start,
            inputs,
            rounding);
  }

  private static double[] raised(ParameterArrays parameters, Rounding rounding) {
    int size = parameters.hidden();
    double[] bias = parameters.biasIh().clone();
    for (int row = size; row < 2 * size; row++) {
      bias[row] = rounding.of(bias[row] + 1);
    }
    return bias;
  }
}
