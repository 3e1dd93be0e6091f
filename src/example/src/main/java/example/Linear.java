package example;

/** A layer {@code y = x Wᵀ + b} with AdamW; all matrices row by row. */
final class Linear {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  final Parameter weight;
  final Parameter bias;
  private final int in;
  private final int out;
  private double[] input;

  /** A layer with {@code out} rows of {@code in} weights. */
  Linear(float[] weight, float[] bias) {
    this.weight = new Parameter(weight);
    this.bias = new Parameter(bias);
    this.out = bias.length;
    this.in = weight.length / out;
  }

  double[] forward(double[] x) {
    input = x;
    double[] y = new double[x.length / in * out];
    for (int i = 0; i < y.length; i++) {
      int row = i / out;
      int unit = i % out;
      y[i] = bias.values[unit];
      for (int k = 0; k < in; k++) {
        y[i] += x[row * in + k] * weight.values[unit * in + k];
      }
    }
    return y;
  }

  /** Keeps the gradients of the parameters; gives that of the input. */
  double[] backward(double[] byOutput) {
    weight.gradient = new double[out * in];
    bias.gradient = new double[out];
    double[] byInput = new double[input.length];
    for (int i = 0; i < byOutput.length; i++) {
      int row = i / out;
      int unit = i % out;
      bias.gradient[unit] += byOutput[i];
      for (int k = 0; k < in; k++) {
        weight.gradient[unit * in + k] += byOutput[i] * input[row * in + k];
        byInput[row * in + k] += byOutput[i] * weight.values[unit * in + k];
      }
    }
    return byInput;
  }

  void update(double rate, double decay, int step) {
    weight.update(rate, decay, step);
    bias.update(rate, decay, step);
  }

  /** A parameter with what AdamW keeps of it. */
  static final class Parameter {
    final double[] values;
    double[] gradient;
    final double[] first;
    final double[] second;

    Parameter(float[] start) {
      values = Mlp.widened(start);
      first = new double[start.length];
      second = new double[start.length];
    }

    private void update(double rate, double decay, int step) {
      double correction = Math.sqrt(1 - Math.pow(BETA2, step));
      double size = rate / (1 - Math.pow(BETA1, step));
      for (int i = 0; i < values.length; i++) {
        values[i] *= 1 - rate * decay;
        first[i] = BETA1 * first[i] + (1 - BETA1) * gradient[i];
        second[i] = BETA2 * second[i] + (1 - BETA2) * gradient[i] * gradient[i];
        values[i] -= size * first[i] / (Math.sqrt(second[i]) / correction + EPSILON);
      }
    }
  }
}
