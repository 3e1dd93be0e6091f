package dev.lockstep.explain;

/** What an update rule can be set to, with PyTorch's words. */
public enum Setting {
  /** The learning rate. */
  LR("lr", Scale.LINEAR),
  /** How much of the running mean of gradients is kept. */
  BETA1("beta1", Scale.KEPT, 0.9, 0.5, 0.99, 0),
  /** How much of the running mean of squared gradients is kept. */
  BETA2("beta2", Scale.KEPT, 0.999, 0.99, 0.9),
  /** What keeps a division from 0. */
  EPS("eps", Scale.POSITIVE, 1e-8, 1e-5, 1e-2),
  /** The part of a parameter that is added to its gradient, or taken off it. */
  WEIGHT_DECAY("weight_decay", Scale.LINEAR, 1e-2, 1e-4, 0.2),
  /** How much of SGD's or RMSprop's momentum buffer is kept. */
  MOMENTUM("momentum", Scale.KEPT, 0.9, 0.5, 0.99),
  /** The part of a gradient that does not enter SGD's momentum buffer. */
  DAMPENING("dampening", Scale.LINEAR, 0.1, 0.6),
  /** How much of RMSprop's running mean of squares is kept. */
  ALPHA("alpha", Scale.KEPT, 0.99, 0.9, 0.5, 0.999),
  /** How much of Adadelta's running means is kept. */
  RHO("rho", Scale.KEPT, 0.9, 0.95, 0.99, 0.5),
  /** How fast Adagrad's rate falls. */
  LR_DECAY("lr_decay", Scale.LINEAR, 1e-2, 0.3),
  /** What Adagrad's sum of squares starts from. */
  INITIAL_ACCUMULATOR("initial_accumulator_value", Scale.POSITIVE, 0.1, 1e-3),
  /** How fast NAdam's momentum grows. */
  MOMENTUM_DECAY("momentum_decay", Scale.LINEAR, 4e-3, 0.1),
  /** The norm of gradients, of all or of each, beyond which they are scaled down. */
  MAX_NORM("max_norm", Scale.SIZE),
  /** The size beyond which each element of a gradient is cut. */
  CLIP_VALUE("clip_value", Scale.SIZE);

  /** On which scale a setting is sought. */
  enum Scale {
    /** As it is. */
    LINEAR,
    /** As it is, never at or below 0, and small. */
    POSITIVE,
    /** As it is, never at or below 0. */
    SIZE,
    /** As the logarithm of what it leaves of 1: 0.9 and 0.99 are as far apart as 0.99 and 0.999. */
    KEPT;

    private static final double SHRUNK = 0.1;
    private static final double LARGEST_RATIO = 2;
    private static final double NEAREST_TO_ALL = 1e-7;
    private static final double LARGEST = 10;

    /** The value that a step on this scale leads to, within what a setting may sensibly be. */
    double moved(double value, double step) {
      return switch (this) {
        case LINEAR -> Math.max(-LARGEST, Math.min(LARGEST, value + step));
        case POSITIVE -> Math.min(LARGEST, value + step > 0 ? value + step : value * SHRUNK);
        case SIZE -> value + step > 0 ? value + step : value * SHRUNK;
        case KEPT -> {
          double ratio = Math.exp(Math.max(-LARGEST_RATIO, Math.min(LARGEST_RATIO, step)));
          yield 1 - Math.max(NEAREST_TO_ALL, Math.min(1, (1 - value) * ratio));
        }
      };
    }

    /** A step that is small at a value and leads inwards, for difference quotients. */
    double width(double value) {
      return switch (this) {
        case LINEAR -> 1e-5 * Math.max(Math.abs(value), 1e-3);
        case POSITIVE -> 1e-4 * value;
        // downwards: a bound that no step stays below may be any smaller one
        case SIZE -> -1e-4 * value;
        case KEPT -> -1e-5;
      };
    }

    /** How far the value itself moves by a small step on this scale, as a factor. */
    double slope(double value) {
      return this == KEPT ? 1 - value : 1;
    }
  }

  private final String label;
  private final Scale scale;
  private final double[] starts;

  Setting(String label, Scale scale, double... starts) {
    this.label = label;
    this.scale = scale;
    this.starts = starts;
  }

  /** PyTorch's word: {@code weight_decay}. */
  public String label() {
    return label;
  }

  Scale scale() {
    return scale;
  }

  /** Where a search begins; what it finds need not lie near. */
  double[] starts() {
    return starts.clone();
  }
}
