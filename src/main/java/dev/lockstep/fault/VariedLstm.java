package dev.lockstep.fault;

import dev.lockstep.backend.reference.Activation;
import dev.lockstep.backend.reference.CellFormula;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import java.util.List;

/**
 * The long short-term memory cell with other functions: {@code c' = f(a_f) c + i(a_i) g(a_g)} and
 * {@code h' = o(a_o) tanh(c')}.
 *
 * @param gates i, f, g and o, in the order of the rows
 */
record VariedLstm(List<Activation> gates) implements CellFormula {

  /** Copies the list. */
  VariedLstm {
    gates = List.copyOf(gates);
  }

  /** PyTorch's cell with one gate's function exchanged. */
  static VariedLstm with(int gate, Activation function) {
    Activation[] gates = {Curves.LOGISTIC, Curves.LOGISTIC, Activation.TANH, Curves.LOGISTIC};
    gates[gate] = function;
    return new VariedLstm(List.of(gates));
  }

  /** PyTorch's cell with another function of the three gates that open and close. */
  static VariedLstm withGates(Activation function) {
    return new VariedLstm(List.of(function, function, Activation.TANH, function));
  }

  @Override
  public boolean carriesCellState() {
    return true;
  }

  /** The memory is the gates after their functions, [4 H], and tanh(c'), [H]. */
  @Override
  public Step forward(
      ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
    int size = parameters.hidden();
    double[] product = parameters.hiddenProduct(before, rounding);
    double[] after = new double[2 * size];
    double[] memory = new double[5 * size];
    for (int row = 0; row < 4 * size; row++) {
      double preactivation = rounding.add(projection[row], product[row]);
      memory[row] = gates.get(row / size).value(preactivation, rounding);
    }
    for (int j = 0; j < size; j++) {
      double kept = rounding.of(memory[size + j] * before[size + j]);
      double fresh = rounding.of(memory[j] * memory[2 * size + j]);
      double c = rounding.of(kept + fresh);
      memory[4 * size + j] = Activation.TANH.value(c, rounding);
      after[j] = rounding.of(memory[3 * size + j] * memory[4 * size + j]);
      after[size + j] = c;
    }
    return new Step(before, after, memory);
  }

  @Override
  public StepGradient backward(
      ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding) {
    int size = parameters.hidden();
    double[] memory = step.memory();
    double[] byProduct = new double[4 * size];
    double[] byBefore = new double[2 * size];
    for (int j = 0; j < size; j++) {
      double shown = memory[4 * size + j];
      double dh = byAfter[j];
      double throughOutput =
          rounding.of(
              rounding.of(dh * memory[3 * size + j]) * Activation.TANH.slope(shown, rounding));
      double dc = rounding.of(byAfter[size + j] + throughOutput);
      byProduct[j] = rounding.of(dc * memory[2 * size + j]);
      byProduct[size + j] = rounding.of(dc * step.before()[size + j]);
      byProduct[2 * size + j] = rounding.of(dc * memory[j]);
      byProduct[3 * size + j] = rounding.of(dh * shown);
      byBefore[size + j] = rounding.of(dc * memory[size + j]);
    }
    for (int row = 0; row < byProduct.length; row++) {
      double slope = gates.get(row / size).slope(memory[row], rounding);
      byProduct[row] = rounding.of(byProduct[row] * slope);
    }
    parameters.addThroughHiddenProduct(byBefore, byProduct, rounding);
    return new StepGradient(byBefore, byProduct, byProduct);
  }
}
