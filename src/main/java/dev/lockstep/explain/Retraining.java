package dev.lockstep.explain;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * What an update rule makes of gradients: the other direction of {@link UpdateReading}. Numbers are
 * computed in float64 and kept, from step to step, in the training's own format.
 *
 * @param rule how a parameter moves
 * @param settings its settings
 * @param format in which parameters and state are kept; floating
 */
public record Retraining(UpdateRule rule, Settings settings, ElementType format) {

  /**
   * The rule and the settings that made a parameter's updates.
   *
   * @param group parameters that one rule explains
   * @param format in which the training keeps them; floating
   */
  public static Retraining of(GroupReading group, ElementType format) {
    Settings settings = Settings.none();
    for (Map.Entry<Setting, Estimate> estimate : group.estimates().entrySet()) {
      settings = settings.with(estimate.getKey(), estimate.getValue().shortest());
    }
    return new Retraining(group.candidate().rule(), settings, format);
  }

  /** The number of a setting; 0 if the rule was given none. */
  public double get(Setting setting) {
    return settings.get(setting);
  }

  /** The same with another setting. */
  public Retraining with(Setting setting, double value) {
    return new Retraining(rule, settings.with(setting, value), format);
  }

  /** The same settings read by another rule. */
  public Retraining by(UpdateRule other) {
    return new Retraining(other, settings, format);
  }

  /** Trains one parameter from its start, at the same rate in every step. */
  public SortedMap<Integer, Map<TensorName, Tensor>> train(
      String name, Values start, List<Values> gradients) {
    return train(name, start, gradients, step -> 1);
  }

  /**
   * Trains one parameter from its start.
   *
   * @param name the parameter's
   * @param start what it starts from
   * @param gradients of every step from step 1 on; empty, or of the start's number of elements
   * @param factor what the rate of each step is times the setting
   * @return for each step the parameter after it and the optimizer's state for it
   */
  public SortedMap<Integer, Map<TensorName, Tensor>> train(
      String name, Values start, List<Values> gradients, IntToDoubleFunction factor) {
    Arithmetic arithmetic = Arithmetic.of(format);
    double[] parameter = numbers(start);
    Map<String, Rounded> state = Map.of();
    SortedMap<Integer, Map<TensorName, Tensor>> steps = new TreeMap<>();
    for (int step = 1; step <= gradients.size(); step++) {
      Update update =
          new Update(
              settings,
              step,
              Rounded.exact(parameter, arithmetic),
              Rounded.exact(numbers(gradients.get(step - 1)), arithmetic),
              state);
      Move move = rule.move(update);
      Map<TensorName, Tensor> after = new LinkedHashMap<>();
      state = new HashMap<>();
      for (String kept : rule.states()) {
        double[] values = kept(update.after().get(kept).value);
        state.put(kept, Rounded.exact(values, arithmetic));
        after.put(TensorName.optimizer(kept, name), Tensor.of(start.shape(), values));
      }
      double rate = settings.get(Setting.LR) * factor.applyAsDouble(step);
      double[] moved = new double[parameter.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = move.base().value[i] - rate * move.direction().value[i];
      }
      parameter = kept(moved);
      after.put(TensorName.of(Kind.PARAMETER, name), Tensor.of(start.shape(), parameter));
      steps.put(step, after);
    }
    return steps;
  }

  private double[] kept(double[] values) {
    double[] kept = new double[values.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = format.round(values[i]);
    }
    return kept;
  }

  private static double[] numbers(Values values) {
    double[] numbers = new double[Math.toIntExact(values.shape().elements())];
    values.read(0, numbers, numbers.length);
    return numbers;
  }
}
