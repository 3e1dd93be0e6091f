package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Products;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.recording.Kind;
import java.util.Arrays;
import java.util.List;

/** Cells that treat their biases wrongly, made from the right ones. */
final class BiasFaults {
  private BiasFaults() {}

  static List<Fault> further() {
    return List.of(
        Fault.of(
            "without-bias-ih",
            "bias_ih is left out",
            Symptom.forward(),
            CellFaults.withCell(BiasFaults::withoutBiasIh).variant()),
        Fault.of(
            "bias-hh-doubled",
            "bias_hh is added twice",
            Symptom.forward(),
            CellFaults.withCell(BiasFaults::doubledBiasHh).variant()),
        Fault.of(
            "bias-shared",
            "bias_ih serves as bias_hh too, with the gradients of both",
            Symptom.forward(),
            CellFaults.withCell(BiasFaults::sharedBias).variant()),
        Fault.of(
                "output-bias-untrained",
                "the linear layer's bias gets no gradient",
                Symptom.in(Kind.GRADIENT).of("bias"),
                CellFaults.withCell(
                        right ->
                            AmendedPass.after(right, (all, rounding) -> Arrays.fill(all.bias(), 0)))
                    .variant())
            .where(Conditions.learns()));
  }

  /** A cell that neither adds nor trains {@code bias_ih}. */
  private static Cell withoutBiasIh(Cell right) {
    Cell untrained =
        AmendedPass.after(right, (gradients, rounding) -> Arrays.fill(gradients.biasIh(), 0));
    return (parameters, start, inputs, rounding) ->
        untrained.forward(
            withBiases(parameters, new double[parameters.gateRows()], parameters.biasHh()),
            start,
            inputs,
            rounding);
  }

  /** A cell that adds {@code bias_hh} twice, and so has twice its gradient. */
  private static Cell doubledBiasHh(Cell right) {
    Cell doubled =
        AmendedPass.after(
            right,
            (gradients, rounding) ->
                Arrays.setAll(gradients.biasHh(), i -> 2 * gradients.biasHh()[i]));
    return (parameters, start, inputs, rounding) ->
        doubled.forward(
            withBiases(
                parameters,
                parameters.biasIh(),
                Arrays.stream(parameters.biasHh()).map(bias -> 2 * bias).toArray()),
            start,
            inputs,
            rounding);
  }

  /** A cell with one bias in both places. */
  private static Cell sharedBias(Cell right) {
    Cell shared =
        AmendedPass.after(
            right,
            (gradients, rounding) -> {
              double[] both = gradients.biasIh();
              Products.add(rounding, both, 0, gradients.biasHh(), 0, both.length);
              Arrays.fill(gradients.biasHh(), 0);
            });
    return (parameters, start, inputs, rounding) ->
        shared.forward(
            withBiases(parameters, parameters.biasIh(), parameters.biasIh()),
            start,
            inputs,
            rounding);
  }

  private static ParameterArrays withBiases(ParameterArrays of, double[] biasIh, double[] biasHh) {
    return new ParameterArrays(
        of.layout(), of.weightIh(), of.weightHh(), biasIh, biasHh, of.weight(), of.bias());
  }

  /** A cell with one bias for two: {@code bias_hh} is added but gets no gradient. */
  static Cell untrainedBiasHh(Cell right) {
    return AmendedPass.after(right, (gradients, rounding) -> Arrays.fill(gradients.biasHh(), 0));
  }

  /** A cell that neither adds nor trains {@code bias_hh}. */
  static Cell withoutBiasHh(Cell right) {
    return (parameters, start, inputs, rounding) ->
        untrainedBiasHh(right)
            .forward(
                withBiases(parameters, parameters.biasIh(), new double[parameters.gateRows()]),
                start,
                inputs,
                rounding);
  }

  /** An LSTM that adds 1 to what goes into its forget gate. */
  static Cell raisedForgetBias(Cell right) {
    return (parameters, start, inputs, rounding) ->
        right.forward(
            withBiases(parameters, raised(parameters, rounding), parameters.biasHh()),
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
