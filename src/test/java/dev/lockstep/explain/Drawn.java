package dev.lockstep.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A rule and its settings, drawn at random.
 *
 * @param rule the name that is to be found
 * @param settings as {@link Float32Rule} reads them, with {@code lr}
 * @param stated whether the optimizer's state is recorded
 */
record Drawn(String rule, Map<String, Double> settings, boolean stated) {
  Drawn(String rule, Map<String, Double> settings) {
    this(rule, settings, false);
  }

  static final List<String> RULES =
      List.of(
          "sgd",
          "adam",
          "adamw",
          "adam-epsilon-hat",
          "adam-epsilon-root",
          "adam-uncorrected",
          "adamw-uncorrected",
          "adam-step-ahead",
          "adam-float32-scalars",
          "nadam",
          "radam",
          "adamax",
          "adagrad",
          "rmsprop",
          "rmsprop-epsilon-root",
          "adadelta",
          "lion");

  /** A rule out of all, with settings out of wide ranges. */
  static Drawn of(Random random) {
    return of(RULES.get(random.nextInt(RULES.size())), random);
  }

  static Drawn of(String rule, Random random) {
    Map<String, Double> settings = new LinkedHashMap<>();
    settings.put("lr", power(random, 1e-4, 0.1));
    switch (rule) {
      case "sgd" -> {
        if (random.nextBoolean()) {
          settings.put("momentum", 1 - power(random, 0.02, 0.6));
          int kind = random.nextInt(3);
          if (kind == 1) {
            settings.put("dampening", 0.1 + 0.8 * random.nextDouble());
          } else if (kind == 2) {
            settings.put("nesterov", 1.0);
          }
        }
        settings.put("lr", power(random, 1e-2, 1));
        decay(random, settings, 1e-2, 0.3);
      }
      case "adagrad" -> {
        eps(random, settings, 1e-10, 1e-4);
        if (random.nextInt(3) == 0) {
          settings.put("lr_decay", power(random, 1e-2, 0.3));
        } else if (random.nextInt(3) == 0) {
          settings.put("initial_accumulator_value", power(random, 1e-3, 0.5));
        }
        decay(random, settings, 1e-2, 0.3);
      }
      case "rmsprop", "rmsprop-epsilon-root" -> {
        settings.put("alpha", 1 - power(random, 1e-3, 0.3));
        eps(random, settings, 1e-9, 1e-4);
        if (random.nextInt(3) == 0) {
          settings.put("momentum", 1 - power(random, 0.03, 0.6));
        }
        if (random.nextInt(3) == 0) {
          settings.put("centered", 1.0);
        }
        decay(random, settings, 1e-2, 0.3);
      }
      case "adadelta" -> {
        settings.put("lr", power(random, 0.1, 2));
        settings.put("rho", 1 - power(random, 0.01, 0.3));
        eps(random, settings, 1e-7, 1e-4);
        decay(random, settings, 1e-2, 0.3);
      }
      default -> {
        settings.put("beta1", 1 - power(random, 0.02, 0.6));
        settings.put("beta2", 1 - power(random, 5e-4, 0.2));
        if (rule.equals("adam-float32-scalars")) {
          // from float to float what is left jumps: only numbers as people write them are tried
          settings.replaceAll((name, value) -> Math.rint(value * 1e4) / 1e4);
        }
        if (!rule.equals("lion")) {
          eps(random, settings, 1e-9, 1e-4);
        }
        if (rule.equals("nadam")) {
          settings.put("momentum_decay", power(random, 1e-3, 0.1));
        }
        if (List.of("adam", "adamw").contains(rule) && random.nextInt(4) == 0) {
          settings.put("amsgrad", 1.0);
        }
        if (List.of("adamw", "adamw-uncorrected").contains(rule)) {
          settings.put("weight_decay", power(random, 1e-2, 0.5));
        } else if (List.of("adam", "nadam", "radam", "adamax", "lion").contains(rule)) {
          decay(random, settings, 1e-2, 0.3);
        }
      }
    }
    return new Drawn(rule, settings);
  }

  private static void decay(Random random, Map<String, Double> settings, double low, double high) {
    if (random.nextInt(3) == 0) {
      settings.put("weight_decay", power(random, low, high));
    }
  }

  private static void eps(Random random, Map<String, Double> settings, double low, double high) {
    settings.put("eps", power(random, low, high));
  }

  /** A number whose logarithm is uniform between those of the two. */
  static double power(Random random, double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  /**
   * The names of an element's state, in {@link Float32Rule}'s order, where it is to be recorded.
   */
  List<String> states() {
    return stated ? Float32Rule.states(rule, settings) : List.of();
  }

  /** The same with the optimizer's state recorded. */
  Drawn withState() {
    return new Drawn(rule, settings, true);
  }

  Drawn with(String setting, double value) {
    Map<String, Double> changed = new LinkedHashMap<>(settings);
    changed.put(setting, value);
    return new Drawn(rule, changed, stated);
  }

  Float32Rule float32() {
    return Float32Rule.of(rule, settings);
  }

  double lr() {
    return settings.get("lr");
  }
}
