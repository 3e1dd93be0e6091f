package dev.lockstep.explain;

import java.util.List;
import java.util.Map;

/**
 * One element's update in float32, as a library computes it. Written from the papers and the
 * documentation of the libraries, apart from the rules under test.
 */
interface Float32Rule {

  /**
   * @param parameter before the step
   * @param gradient of the step
   * @param state of this element, zeros before the first step; is updated
   * @param step from 1
   * @param lr the step's rate
   * @return the parameter after the step
   */
  float step(float parameter, float gradient, float[] state, int step, double lr);

  /** How many numbers of state an element has at most. */
  int STATES = 3;

  /** PyTorch's names of the state that a rule keeps, in the order of its numbers. */
  static List<String> states(String name, Map<String, Double> settings) {
    return switch (name) {
      case "sgd" -> settings.containsKey("momentum") ? List.of("momentum_buffer") : List.of();
      case "adamax" -> List.of("exp_avg", "exp_inf");
      case "adagrad" -> List.of("sum");
      case "rmsprop", "rmsprop-epsilon-root" ->
          List.of("square_avg", "grad_avg", "momentum_buffer");
      case "adadelta" -> List.of("square_avg", "acc_delta");
      case "lion" -> List.of("exp_avg");
      default -> List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq");
    };
  }

  /** As a library's float32 power, whose cube is two products: not always rounded rightly. */
  private static float power(float base, int exponent) {
    return exponent == 3 ? base * base * base : (float) Math.pow(base, exponent);
  }

  /** The rule of that name with those settings; flags are 0 or 1. */
  static Float32Rule of(String name, Map<String, Double> settings) {
    double wd = settings.getOrDefault("weight_decay", 0.0);
    double eps = settings.getOrDefault("eps", 0.0);
    double beta1 = settings.getOrDefault("beta1", 0.0);
    double beta2 = settings.getOrDefault("beta2", 0.0);
    double momentum = settings.getOrDefault("momentum", 0.0);
    return switch (name) {
      case "sgd" ->
          (p, g, s, t, lr) -> {
            float d = wd == 0 ? g : g + (float) wd * p;
            if (momentum != 0) {
              float left = (float) (1 - settings.getOrDefault("dampening", 0.0));
              s[0] = t == 1 ? d : (float) momentum * s[0] + left * d;
              d = settings.getOrDefault("nesterov", 0.0) == 1 ? d + (float) momentum * s[0] : s[0];
            }
            return p - (float) lr * d;
          };
      case "adam", "adamw" ->
          (p, g, s, t, lr) -> {
            boolean decoupled = name.equals("adamw");
            float d = wd == 0 || decoupled ? g : g + (float) wd * p;
            float q = decoupled ? p * (float) (1 - lr * wd) : p;
            s[0] = (float) beta1 * s[0] + (float) (1 - beta1) * d;
            s[1] = (float) beta2 * s[1] + (float) (1 - beta2) * d * d;
            float v = s[1];
            if (settings.getOrDefault("amsgrad", 0.0) == 1) {
              s[2] = Math.max(s[2], v);
              v = s[2];
            }
            float root = (float) Math.sqrt(v) / (float) Math.sqrt(1 - Math.pow(beta2, t));
            float denominator = root + (float) eps;
            return q - (float) (lr / (1 - Math.pow(beta1, t))) * (s[0] / denominator);
          };
      case "adam-epsilon-hat" ->
          (p, g, s, t, lr) -> {
            s[0] = s[0] + (g - s[0]) * (float) (1 - beta1);
            s[1] = s[1] + (g * g - s[1]) * (float) (1 - beta2);
            double rate = lr * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
            return p - s[0] * (float) rate / ((float) Math.sqrt(s[1]) + (float) eps);
          };
      case "adam-epsilon-root" ->
          (p, g, s, t, lr) -> {
            s[0] = (float) beta1 * s[0] + (float) (1 - beta1) * g;
            s[1] = (float) beta2 * s[1] + (float) (1 - beta2) * (g * g);
            float m = s[0] / (float) (1 - Math.pow(beta1, t));
            float v = s[1] / (float) (1 - Math.pow(beta2, t));
            return p + (float) -lr * (m / (float) Math.sqrt(v + (float) eps));
          };
      case "adam-uncorrected", "adamw-uncorrected" ->
          (p, g, s, t, lr) -> {
            float q = name.equals("adamw-uncorrected") ? p * (float) (1 - lr * wd) : p;
            s[0] = (float) beta1 * s[0] + (float) (1 - beta1) * g;
            s[1] = (float) beta2 * s[1] + (float) (1 - beta2) * g * g;
            return q - (float) lr * s[0] / ((float) Math.sqrt(s[1]) + (float) eps);
          };
      case "adam-step-ahead" -> (p, g, s, t, lr) -> of("adam", settings).step(p, g, s, t + 1, lr);
      case "adam-float32-scalars" ->
          (p, g, s, t, lr) -> {
            s[0] = (float) beta1 * s[0] + (float) (1 - beta1) * g;
            s[1] = (float) beta2 * s[1] + (float) (1 - beta2) * (g * g);
            float power1 = (float) beta1;
            float power2 = (float) beta2;
            for (int i = 1; i < t; i++) {
              power1 *= (float) beta1;
              power2 *= (float) beta2;
            }
            float m = s[0] / (1 - power1);
            float v = s[1] / (1 - power2);
            return p + m / ((float) Math.sqrt(v) + (float) eps) * (float) -lr;
          };
      case "adam-epsilon-hat-float32-power" ->
          (p, g, s, t, lr) -> {
            s[0] = s[0] + (g - s[0]) * (1 - (float) beta1);
            s[1] = s[1] + (g * g - s[1]) * (1 - (float) beta2);
            float corrected = (float) lr * (float) Math.sqrt(1 - power((float) beta2, t));
            float rate = corrected / (1 - power((float) beta1, t));
            return p - s[0] * rate / ((float) Math.sqrt(s[1]) + (float) eps);
          };
      case "nadam" ->
          (p, g, s, t, lr) -> {
            double decay = settings.get("momentum_decay");
            float d = wd == 0 ? g : g + (float) wd * p;
            double product = 1;
            for (int i = 1; i <= t; i++) {
              product *= beta1 * (1 - 0.5 * Math.pow(0.96, i * decay));
            }
            double mu = beta1 * (1 - 0.5 * Math.pow(0.96, t * decay));
            double next = beta1 * (1 - 0.5 * Math.pow(0.96, (t + 1) * decay));
            s[0] = s[0] + (d - s[0]) * (float) (1 - beta1);
            s[1] = (float) beta2 * s[1] + (float) (1 - beta2) * d * d;
            float root = (float) Math.sqrt(s[1] / (float) (1 - Math.pow(beta2, t))) + (float) eps;
            float q = p + (float) (-lr * (1 - mu) / (1 - product)) * (d / root);
            return q + (float) (-lr * next / (1 - product * next)) * (s[0] / root);
          };
      case "radam" ->
          (p, g, s, t, lr) -> {
            float d = wd == 0 ? g : g + (float) wd * p;
            s[0] = (float) beta1 * s[0] + (float) (1 - beta1) * d;
            s[1] = (float) beta2 * s[1] + (float) (1 - beta2) * d * d;
            double c2 = 1 - Math.pow(beta2, t);
            float m = s[0] / (float) (1 - Math.pow(beta1, t));
            double infinity = 2 / (1 - beta2) - 1;
            double rho = infinity - 2 * t * Math.pow(beta2, t) / c2;
            if (rho <= 5) {
              return p - m * (float) lr;
            }
            double rectify =
                Math.sqrt(
                    (rho - 4) * (rho - 2) * infinity / ((infinity - 4) * (infinity - 2) * rho));
            float adaptive = (float) Math.sqrt(c2) / ((float) Math.sqrt(s[1]) + (float) eps);
            return p - m * (float) lr * adaptive * (float) rectify;
          };
      case "adamax" ->
          (p, g, s, t, lr) -> {
            float d = wd == 0 ? g : g + (float) wd * p;
            s[0] = (float) beta1 * s[0] + (float) (1 - beta1) * d;
            s[1] = Math.max((float) beta2 * s[1], Math.abs(d) + (float) eps);
            return p - (float) (lr / (1 - Math.pow(beta1, t))) * (s[0] / s[1]);
          };
      case "adagrad" ->
          (p, g, s, t, lr) -> {
            float d = wd == 0 ? g : g + (float) wd * p;
            if (t == 1) {
              s[0] = settings.getOrDefault("initial_accumulator_value", 0.0).floatValue();
            }
            s[0] = s[0] + d * d;
            double rate = lr / (1 + (t - 1) * settings.getOrDefault("lr_decay", 0.0));
            return p - (float) rate * (d / ((float) Math.sqrt(s[0]) + (float) eps));
          };
      case "rmsprop", "rmsprop-epsilon-root" ->
          (p, g, s, t, lr) -> {
            double alpha = settings.get("alpha");
            float d = wd == 0 ? g : g + (float) wd * p;
            s[0] = (float) alpha * s[0] + (float) (1 - alpha) * d * d;
            float squares = s[0];
            if (settings.getOrDefault("centered", 0.0) == 1) {
              s[1] = (float) alpha * s[1] + (float) (1 - alpha) * d;
              squares = squares - s[1] * s[1];
            }
            float root =
                name.equals("rmsprop")
                    ? (float) Math.sqrt(squares) + (float) eps
                    : (float) Math.sqrt(squares + (float) eps);
            if (momentum == 0) {
              return p - (float) lr * (d / root);
            }
            s[2] = (float) momentum * s[2] + d / root;
            return p - (float) lr * s[2];
          };
      case "adadelta" ->
          (p, g, s, t, lr) -> {
            double rho = settings.get("rho");
            float d = wd == 0 ? g : g + (float) wd * p;
            s[0] = (float) rho * s[0] + (float) (1 - rho) * d * d;
            float std = (float) Math.sqrt(s[0] + (float) eps);
            float delta = (float) Math.sqrt(s[1] + (float) eps) / std * d;
            s[1] = (float) rho * s[1] + (float) (1 - rho) * delta * delta;
            return p - (float) lr * delta;
          };
      case "lion" ->
          (p, g, s, t, lr) -> {
            float q = p * (float) (1 - lr * wd);
            float c = (float) beta1 * s[0] + (float) (1 - beta1) * g;
            s[0] = (float) beta2 * s[0] + (float) (1 - beta2) * g;
            return q - (float) lr * Math.signum(c);
          };
      default -> throw new IllegalArgumentException(name);
    };
  }
}
