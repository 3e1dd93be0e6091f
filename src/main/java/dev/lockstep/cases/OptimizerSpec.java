package dev.lockstep.cases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * Which optimizer updates the parameters, and with what settings. The choice is closed: whoever
 * does one thing for one and another for another asks {@link #map}, which does not compile until
 * there is an answer for each.
 */
public sealed interface OptimizerSpec {

  /** The names in a case file. */
  static List<String> labels() {
    return makers().stream().map(maker -> maker.apply(1).label()).toList();
  }

  /** The optimizer of that name with that step size; empty if there is none. */
  static Optional<OptimizerSpec> of(String label, double learningRate) {
    return makers().stream()
        .map(maker -> maker.apply(learningRate))
        .filter(spec -> spec.label().equals(label))
        .findFirst();
  }

  private static List<DoubleFunction<OptimizerSpec>> makers() {
    return List.of(Adam::new, Sgd::new);
  }

  /** What the function of this optimizer's kind gives. */
  <T> T map(Function<Adam, T> ofAdam, Function<Sgd, T> ofSgd);

  /** The name in a case file. */
  String label();

  /** The step size, a finite number above zero. */
  double learningRate();

  /** All settings by PyTorch's names, defaults included, the optimizer's own as {@code name}. */
  Map<String, Object> settings();

  /** Whether running means of the gradients and of their squares are kept. */
  boolean keepsMoments();

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
    public <T> T map(Function<Adam, T> ofAdam, Function<Sgd, T> ofSgd) {
      return ofAdam.apply(this);
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of(
          "name",
          label(),
          "lr",
          learningRate,
          "betas",
          List.of(BETA1, BETA2),
          "eps",
          EPSILON,
          "weight_decay",
          0.0,
          "amsgrad",
          false);
    }

    @Override
    public boolean keepsMoments() {
      return true;
    }

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
    public <T> T map(Function<Adam, T> ofAdam, Function<Sgd, T> ofSgd) {
      return ofSgd.apply(this);
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of(
          "name",
          label(),
          "lr",
          learningRate,
          "momentum",
          0.0,
          "dampening",
          0.0,
          "weight_decay",
          0.0,
          "nesterov",
          false);
    }

    @Override
    public boolean keepsMoments() {
      return false;
    }

    @Override
    public String label() {
      return "sgd";
    }
  }
}
