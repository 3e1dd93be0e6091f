package dev.lockstep.clean;

import dev.lockstep.cases.CellKind;
import dev.lockstep.clean.Style.Formulas;

/** The recurrent layer over T one-hot inputs, forward and back through time. */
final class Recurrence {
  private final Arithmetic arithmetic;
  private final Weights weights;
  private final CellKind kind;
  private final int[] inputs;
  private final int size;
  private final int vocabulary;
  private final int rows;
  private final float[] oneHot; // [T, V]
  private final float[] hidden; // [T + 1, H]
  private final float[] cell; // [T + 1, H]
  private final float[] gates; // [T, G H], after their functions
  private final float[] candidates; // [T, H]: a GRU's W_hn h + b_hn
  private final float[] byInput; // [T, G H], the gradient by the input product
  private final float[] byHidden; // [T, G H], the gradient by the hidden product

  Recurrence(Arithmetic arithmetic, Weights weights, int[] inputs) {
    this.arithmetic = arithmetic;
    this.weights = weights;
    this.kind = weights.layout().cell();
    this.inputs = inputs;
    this.size = weights.layout().hidden();
    this.vocabulary = weights.layout().vocabulary();
    this.rows = weights.biasIh().length;
    this.oneHot = new float[inputs.length * vocabulary];
    for (int t = 0; t < inputs.length; t++) {
      oneHot[t * vocabulary + inputs[t]] = 1;
    }
    this.hidden = new float[(inputs.length + 1) * size];
    this.cell = new float[(inputs.length + 1) * size];
    this.gates = new float[inputs.length * rows];
    this.candidates = new float[inputs.length * size];
    this.byInput = new float[inputs.length * rows];
    this.byHidden = new float[inputs.length * rows];
  }

  /** The hidden states, [T + 1, H]. */
  float[] forward() {
    for (int t = 0; t < inputs.length; t++) {
      for (int j = 0; j < size; j++) {
        hidden[(t + 1) * size + j] = unit(t, j);
      }
    }
    return hidden;
  }

  private float unit(int t, int j) {
    int gate = t * rows;
    switch (kind) {
      case RNN -> gates[gate + j] = arithmetic.tanh(preactivation(t, j));
      case RNN_RELU -> gates[gate + j] = Math.max(0, preactivation(t, j));
      case LSTM -> {
        float i = arithmetic.logistic(preactivation(t, j));
        float f = arithmetic.logistic(preactivation(t, size + j));
        float g = arithmetic.tanh(preactivation(t, 2 * size + j));
        float o = arithmetic.logistic(preactivation(t, 3 * size + j));
        float c = arithmetic.timesPlus(f, cell[t * size + j], arithmetic.times(i, g));
        gates[gate + j] = i;
        gates[gate + size + j] = f;
        gates[gate + 2 * size + j] = g;
        gates[gate + 3 * size + j] = o;
        cell[(t + 1) * size + j] = c;
        return arithmetic.times(o, arithmetic.tanh(c));
      }
      case GRU -> {
        float r = arithmetic.logistic(preactivation(t, j));
        float z = arithmetic.logistic(preactivation(t, size + j));
        float candidate = hiddenProduct(t, 2 * size + j);
        float n =
            arithmetic.tanh(arithmetic.timesPlus(r, candidate, inputProduct(t, 2 * size + j)));
        gates[gate + j] = r;
        gates[gate + size + j] = z;
        gates[gate + 2 * size + j] = n;
        candidates[t * size + j] = candidate;
        float before = hidden[t * size + j];
        return arithmetic.is(Formulas.INTERLEAVED)
            ? arithmetic.timesPlus(1 - z, n, arithmetic.times(z, before))
            : arithmetic.timesPlus(z, before - n, n);
      }
    }
    return gates[gate + j];
  }

  private float inputProduct(int t, int row) {
    return weights.weightIh()[row * vocabulary + inputs[t]] + weights.biasIh()[row];
  }

  private float hiddenProduct(int t, int row) {
    return arithmetic.dot(size, weights.weightHh(), row * size, 1, hidden, t * size, 1)
        + weights.biasHh()[row];
  }

  private float preactivation(int t, int row) {
    float biases = weights.biasIh()[row] + weights.biasHh()[row];
    return switch (arithmetic.style().formulas()) {
      case PYTORCH -> inputProduct(t, row) + hiddenProduct(t, row);
      case INTERLEAVED -> concatenated(t, row) + biases;
      case TRANSPOSED -> {
        int last = size - 1;
        float product =
            arithmetic.dot(
                size, weights.weightHh(), row * size + last, -1, hidden, t * size + last, -1);
        yield biases + product + weights.weightIh()[row * vocabulary + inputs[t]];
      }
    };
  }

  private float concatenated(int t, int row) {
    float[] weight = new float[vocabulary + size];
    System.arraycopy(weights.weightIh(), row * vocabulary, weight, 0, vocabulary);
    System.arraycopy(weights.weightHh(), row * size, weight, vocabulary, size);
    float[] state = new float[vocabulary + size];
    System.arraycopy(oneHot, t * vocabulary, state, 0, vocabulary);
    System.arraycopy(hidden, t * size, state, vocabulary, size);
    return arithmetic.dot(state.length, weight, 0, 1, state, 0, 1);
  }

  /** Adds the gradients by the cell's weights for those by the hidden states, [T, H]. */
  void backward(float[] hiddenGradient, Weights gradients) {
    float[] carried = new float[size];
    float[] carriedCell = new float[size];
    for (int t = inputs.length - 1; t >= 0; t--) {
      float[] through = new float[size];
      for (int j = 0; j < size; j++) {
        float dh = hiddenGradient[t * size + j] + carried[j];
        through[j] = unitBackward(t, j, dh, carriedCell);
      }
      for (int j = 0; j < size; j++) {
        carried[j] = through[j] + transposedProduct(t, j);
      }
    }
    int steps = inputs.length;
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < size; c++) {
        gradients.weightHh()[row * size + c] =
            arithmetic.dot(steps, byHidden, row, rows, hidden, c, size);
      }
      for (int v = 0; v < vocabulary; v++) {
        gradients.weightIh()[row * vocabulary + v] =
            arithmetic.dot(steps, byInput, row, rows, oneHot, v, vocabulary);
      }
      gradients.biasIh()[row] = arithmetic.sum(steps, byInput, row, rows);
      gradients.biasHh()[row] = arithmetic.sum(steps, byHidden, row, rows);
    }
  }

  /** What reaches the hidden state before other than through the product. */
  private float unitBackward(int t, int j, float dh, float[] carriedCell) {
    int gate = t * rows;
    switch (kind) {
      case RNN -> set(gate + j, arithmetic.times(dh, arithmetic.tanhSlope(gates[gate + j])));
      case RNN_RELU -> set(gate + j, gates[gate + j] > 0 ? dh : 0);
      case LSTM -> {
        float i = gates[gate + j];
        float f = gates[gate + size + j];
        float g = gates[gate + 2 * size + j];
        float o = gates[gate + 3 * size + j];
        float tanh = arithmetic.tanh(cell[(t + 1) * size + j]);
        float dc =
            arithmetic.timesPlus(
                arithmetic.times(dh, o), arithmetic.tanhSlope(tanh), carriedCell[j]);
        float before = cell[t * size + j];
        set(gate + j, product(dc, g, arithmetic.logisticSlope(i)));
        set(gate + size + j, product(dc, before, arithmetic.logisticSlope(f)));
        set(gate + 2 * size + j, product(dc, i, arithmetic.tanhSlope(g)));
        set(gate + 3 * size + j, product(dh, tanh, arithmetic.logisticSlope(o)));
        carriedCell[j] = arithmetic.times(dc, f);
      }
      case GRU -> {
        float r = gates[gate + j];
        float z = gates[gate + size + j];
        float n = gates[gate + 2 * size + j];
        float dn = product(dh, 1 - z, arithmetic.tanhSlope(n));
        set(gate + j, product(dn, candidates[t * size + j], arithmetic.logisticSlope(r)));
        set(gate + size + j, product(dh, hidden[t * size + j] - n, arithmetic.logisticSlope(z)));
        byInput[gate + 2 * size + j] = dn;
        byHidden[gate + 2 * size + j] = arithmetic.times(dn, r);
        return arithmetic.times(dh, z);
      }
    }
    return 0;
  }

  private float product(float a, float b, float c) {
    return arithmetic.is(Formulas.TRANSPOSED)
        ? arithmetic.times(a, arithmetic.times(b, c))
        : arithmetic.times(arithmetic.times(a, b), c);
  }

  private void set(int index, float gradient) {
    byInput[index] = gradient;
    byHidden[index] = gradient;
  }

  /** The sum over rows of {@code W_hh[row, j]} times the step's gradient. */
  private float transposedProduct(int t, int j) {
    return switch (arithmetic.style().formulas()) {
      case PYTORCH -> arithmetic.dot(rows, weights.weightHh(), j, size, byHidden, t * rows, 1);
      case TRANSPOSED ->
          arithmetic.dot(
              rows,
              weights.weightHh(),
              (rows - 1) * size + j,
              -size,
              byHidden,
              t * rows + rows - 1,
              -1);
      case INTERLEAVED -> {
        float[] weight = new float[rows];
        float[] gradient = new float[rows];
        for (int row = 0; row < rows; row++) {
          int place = row % size * kind.gates() + row / size;
          weight[place] = weights.weightHh()[row * size + j];
          gradient[place] = byHidden[t * rows + row];
        }
        yield arithmetic.dot(rows, weight, 0, 1, gradient, 0, 1);
      }
    };
  }
}
