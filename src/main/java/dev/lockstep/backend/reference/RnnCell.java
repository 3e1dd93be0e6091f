package dev.lockstep.backend.reference;

/**
 * The simple recurrent cell, {@code h' = f(W_ih x + b_ih + W_hh h + b_hh)} with f tanh or relu, as
 * {@code torch.nn.RNNCell} defines it.
 */
final class RnnCell implements Cell {
  private final Nonlinearity nonlinearity;

  private RnnCell(Nonlinearity nonlinearity) {
    this.nonlinearity = nonlinearity;
  }

  static Cell tanh() {
    return new RnnCell(new Tanh());
  }

  static Cell relu() {
    return new RnnCell(new Relu());
  }

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    int hiddenSize = parameters.hidden();
    double[] projections = parameters.inputProjections(rounding);
    double[] hidden = new double[(inputs.length + 1) * hiddenSize];
    System.arraycopy(start.hidden(), 0, hidden, 0, hiddenSize);
    double[] product = new double[hiddenSize];
    Repetition repetition = Repetition.of(inputs);
    for (int t = 0; t < inputs.length; t++) {
      if (repetition.repeats(hidden, hiddenSize, t)) {
        repetition.copyEarlier(hidden, hiddenSize, t + 1);
        continue;
      }
      System.arraycopy(parameters.biasHh(), 0, product, 0, hiddenSize);
      Products.multiplyAdd(
          rounding,
          product,
          0,
          parameters.weightHh(),
          hiddenSize,
          hiddenSize,
          hidden,
          t * hiddenSize);
      for (int j = 0; j < hiddenSize; j++) {
        double preactivation = rounding.add(projections[inputs[t] * hiddenSize + j], product[j]);
        hidden[(t + 1) * hiddenSize + j] = nonlinearity.value(preactivation, rounding);
      }
    }
    return new RnnPass(parameters, inputs, repetition, rounding, hidden);
  }

  private final class RnnPass implements Pass {
    private final ParameterArrays parameters;
    private final int[] inputs;
    private final Repetition repetition;
    private final Rounding rounding;
    private final double[] hidden;

    RnnPass(
        ParameterArrays parameters,
        int[] inputs,
        Repetition repetition,
        Rounding rounding,
        double[] hidden) {
      this.parameters = parameters;
      this.inputs = inputs;
      this.repetition = repetition;
      this.rounding = rounding;
      this.hidden = hidden;
    }

    @Override
    public double[] hidden() {
      return hidden;
    }

    @Override
    public CellState end() {
      return CellState.last(hidden, parameters.hidden());
    }

    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      int size = parameters.hidden();
      double[] carried = new double[(inputs.length + 1) * size]; // [T + 1, H]
      double[] preactivation = new double[inputs.length * size]; // [T, H]
      for (int t = inputs.length - 1; t >= 0; t--) {
        if (comesAgain(t, hiddenGradient, carried)) {
          repetition.copyLater(preactivation, size, t);
          repetition.copyLater(carried, size, t);
        } else {
          for (int j = t * size; j < (t + 1) * size; j++) {
            double total = rounding.of(hiddenGradient[j] + carried[size + j]);
            double slope = nonlinearity.slope(hidden[size + j], rounding);
            preactivation[j] = rounding.of(total * slope);
          }
          Products.transposedMultiplyAdd(
              rounding,
              carried,
              t * size,
              parameters.weightHh(),
              size,
              size,
              preactivation,
              t * size);
        }
        gradients.addInputGradient(rounding, inputs[t], preactivation, t * size);
        gradients.addHiddenGradient(rounding, preactivation, t * size, hidden, t * size);
      }
    }

    /** Whether the step a period later starts from the same numbers. */
    private boolean comesAgain(int t, double[] hiddenGradient, double[] carried) {
      int size = parameters.hidden();
      int later = t + repetition.period();
      return repetition.comesAgain(t)
          && repetition.repeats(carried, size, later + 1)
          && repetition.repeats(hiddenGradient, size, later)
          && repetition.repeats(hidden, size, later + 1);
    }
  }

  /** A function of the preactivation whose slope can be told from its value. */
  private sealed interface Nonlinearity {
    double value(double preactivation, Rounding rounding);

    double slope(double value, Rounding rounding);
  }

  private record Tanh() implements Nonlinearity {
    @Override
    public double value(double preactivation, Rounding rounding) {
      return rounding.tanh(preactivation);
    }

    @Override
    public double slope(double value, Rounding rounding) {
      return rounding.of(1 - rounding.of(value * value));
    }
  }

  private record Relu() implements Nonlinearity {
    @Override
    public double value(double preactivation, Rounding rounding) {
      return Math.max(preactivation, 0);
    }

    @Override
    public double slope(double value, Rounding rounding) {
      return value > 0 ? 1 : 0;
    }
  }
}
