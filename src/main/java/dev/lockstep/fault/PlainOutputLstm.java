package dev.lockstep.fault;

import dev.lockstep.backend.reference.CellFormula;
import dev.lockstep.backend.reference.Logistic;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;

/**
 * An LSTM that hands out its cell state as it is: {@code h' = σ(o) c'} for {@code σ(o) tanh(c')}.
 */
final class PlainOutputLstm implements CellFormula {

  @Override
  public boolean carriesCellState() {
    return true;
  }

  /** The memory is the gates after their functions, [4 H]. */
  @Override
  public Step forward(
      ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
    int size = parameters.hidden();
    double[] product = parameters.hiddenProduct(before, rounding);
    double[] after = new double[2 * size];
    double[] gates = new double[4 * size];
    for (int row = 0; row < 4 * size; row++) {
      double preactivation = rounding.add(projection[row], product[row]);
      gates[row] =
          row / size == 2 ? rounding.tanh(preactivation) : Logistic.value(preactivation, rounding);
    }
    for (int j = 0; j < size; j++) {
      double kept = rounding.of(gates[size + j] * before[size + j]);
      double fresh = rounding.of(gates[j] * gates[2 * size + j]);
      double c = rounding.of(kept + fresh);
      after[j] = rounding.of(gates[3 * size + j] * c);
      after[size + j] = c;
    }
    return new Step(before, after, gates);
  }

  @Override
  public StepGradient backward(
      ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding) {
    int size = parameters.hidden();
    double[] gates = step.memory();
    double[] byProduct = new double[4 * size];
    double[] byBefore = new double[2 * size];
    for (int j = 0; j < size; j++) {
      double i = gates[j];
      double f = gates[size + j];
      double g = gates[2 * size + j];
      double o = gates[3 * size + j];
      double dh = byAfter[j];
      double dc = rounding.of(byAfter[size + j] + rounding.of(dh * o));
      double di = rounding.of(dc * g);
      double df = rounding.of(dc * step.before()[size + j]);
      double dg = rounding.of(dc * i);
      double dOutput = rounding.of(dh * step.after()[size + j]);
      double candidateSlope = rounding.of(1 - rounding.of(g * g));
      byProduct[j] = rounding.of(di * Logistic.slope(i, rounding));
      byProduct[size + j] = rounding.of(df * Logistic.slope(f, rounding));
      byProduct[2 * size + j] = rounding.of(dg * candidateSlope);
      byProduct[3 * size + j] = rounding.of(dOutput * Logistic.slope(o, rounding));
      byBefore[size + j] = rounding.of(dc * f);
    }
    parameters.addThroughHiddenProduct(byBefore, byProduct, rounding);
    return new StepGradient(byBefore, byProduct, byProduct);
  }
}
