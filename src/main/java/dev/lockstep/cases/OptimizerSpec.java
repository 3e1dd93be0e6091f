package dev.lockstep.cases;

/** Which optimizer updates the parameters, and with what settings. */
public sealed interface OptimizerSpec {

  /** The name in a case file. */
  String label();

  /** The step size, a finite number above zero. */
  double learningRate();

  /**
   * {@code torch.optim.Adam} with its defaults: betas 0.9 and 0.999, eps 1e-8, no weight decay.
   *
   * @param learningRate the step size, a finite number above zero
   */
  record Adam(double learningRate) implements OptimizerSpec {
    /** Decay of the first moment. */
    public static final double BETA1 = 0.9;

    /** Decay of the second moment. */
    public static final double BETA2 = 0.999;

    /** Added to the bias-corrected root of the second moment. */
    public static final double EPSILON = 1e-8;

    @Override
    public String label() {
      return "adam";
    }
  }

  /**
   * {@code torch.optim.SGD} without momentum or weight decay.
   *
   * @param learningRate the step size, a finite number above zero
   */
  record Sgd(double learningRate) implements OptimizerSpec {
    @Override
    public String label() {
      return "sgd";
    }
  }
}
