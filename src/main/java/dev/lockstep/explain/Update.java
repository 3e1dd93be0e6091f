package dev.lockstep.explain;

import java.util.HashMap;
import java.util.Map;

/** What a rule sees of one step, and where it leaves its state for the next. */
final class Update {
  private final Settings settings;
  private final int count;
  private final Rounded parameter;
  private final Rounded gradient;
  private final Map<String, Rounded> before;
  private final Map<String, Rounded> after = new HashMap<>();

  /**
   * @param count the number of this step for this parameter, from 1
   * @param parameter before the step
   * @param gradient as the rule is given it
   * @param before the optimizer's state by name; what it lacks is zero
   */
  Update(
      Settings settings,
      int count,
      Rounded parameter,
      Rounded gradient,
      Map<String, Rounded> before) {
    this.settings = settings;
    this.count = count;
    this.parameter = parameter;
    this.gradient = gradient;
    this.before = before;
  }

  double of(Setting setting) {
    return settings.get(setting);
  }

  /** All of them, as they are in this step. */
  Settings settings() {
    return settings;
  }

  int count() {
    return count;
  }

  Rounded parameter() {
    return parameter;
  }

  Rounded gradient() {
    return gradient;
  }

  /** Whether there is no such state yet. */
  boolean lacks(String state) {
    return !before.containsKey(state);
  }

  /** The state before the step, zero if there is none yet. */
  Rounded state(String name) {
    Rounded state = before.get(name);
    return state == null ? gradient.zeros() : state;
  }

  /** Leaves state for the next step, and gives it back. */
  Rounded keep(String name, Rounded state) {
    after.put(name, state);
    return state;
  }

  /**
   * Leaves {@code kept · state + (1 - kept) · number} for the next step, and gives it back: a
   * running mean.
   */
  Rounded keepMean(String name, double kept, Rounded number) {
    return keepMean(name, kept, number, 1 - kept);
  }

  /** A running mean whose two parts need not add up to 1. */
  Rounded keepMean(String name, double kept, Rounded number, double added) {
    return keep(name, state(name).times(kept).plus(number.times(added)));
  }

  Map<String, Rounded> after() {
    return after;
  }
}
