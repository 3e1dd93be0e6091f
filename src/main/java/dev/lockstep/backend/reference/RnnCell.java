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
    int settled = inputs.length;
    for (int t = 0; t < inputs.length; t++) {
      if (repetition.repeats(hidden, hiddenSize, t)) {
        settled = Math.min(settled, t);
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
    return new RnnPass(parameters, inputs, repetition, settled, rounding, hidden);
  }

  private final class RnnPass implements Pass {
    private final ParameterArrays parameters;
    private final int[] inputs;
    private final Repetition repetition;
    private final int settled;
    private final Rounding rounding;
    private final double[] hidden;

    RnnPass(
        ParameterArrays parameters,
        int[] inputs,
        Repetition repetition,
        int settled,
        Rounding rounding,
        double[] hidden) {
      this.parameters = parameters;
      this.inputs = inputs;
      this.repetition = repetition;
      this.settled = settled;
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
      boolean[] gradientRepeated = repetition.repeated(hiddenGradient, size);
      for (int t = inputs.length - 1; t >= 0; t--) {
        if (repetition.comesAgain(t, settled, gradientRepeated, carried, size)) {
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
      }
      CellGradients sums = new CellGradients(rounding, repetition, gradients);
      sums.addInput(preactivation, inputs);
      sums.addHidden(preactivation, hidden);
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
