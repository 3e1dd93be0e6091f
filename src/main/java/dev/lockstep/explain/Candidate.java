package dev.lockstep.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rule that may have made the updates.
 *
 * @param rule how a parameter moves
 * @param clip what is done to gradients before
 * @param scheduled whether every step has a rate of its own
 * @param momenta how much of the rule's {@link UpdateRule#mean()} each step keeps, if that changes;
 *     empty otherwise
 */
public record Candidate(
    UpdateRule rule, GradientClip clip, boolean scheduled, SortedMap<Integer, Double> momenta) {

  Candidate(UpdateRule rule, GradientClip clip, boolean scheduled) {
    this(rule, clip, scheduled, new TreeMap<>());
  }

  /** A rule on plain gradients with one rate. */
  static Candidate of(UpdateRule rule) {
    return new Candidate(rule, GradientClip.NONE, false);
  }

  /** The rule's name, with what is done before: {@code adam after clipping by norm}. */
  public String label() {
    return rule.name()
        + switch (clip) {
          case NONE -> "";
          case NORM -> " after clipping by norm";
          case TENSOR_NORM -> " after clipping each tensor by norm";
          case VALUE -> " after clipping by value";
        };
  }

  /** Another rule in the same circumstances. */
  Candidate with(UpdateRule other) {
    return new Candidate(other, clip, scheduled, momenta);
  }

  /**
   * Whether numbers can tell it: with one rate, a decay that the rate does not scale is one that it
   * scales, of another size.
   */
  boolean canBeTold() {
    return scheduled || rule.decay() != Decay.UNSCALED;
  }

  /** The settings in a step. */
  Settings at(int step, Settings settings) {
    return momenta.isEmpty()
        ? settings
        : settings.with(
            rule.mean().orElseThrow().setting(), momenta.getOrDefault(step, Double.NaN));
  }

  /** Every setting that it reads; the rate comes first. */
  List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(rule.settings());
    if (!momenta.isEmpty()) {
      settings.remove(rule.mean().orElseThrow().setting());
    }
    switch (clip) {
      case NONE -> {}
      case NORM, TENSOR_NORM -> settings.add(Setting.MAX_NORM);
      case VALUE -> settings.add(Setting.CLIP_VALUE);
    }
    return settings;
  }

  /** Those of the settings that it reads; the others are 0. */
  Settings reads(Settings settings) {
    Settings read = Settings.none();
    for (Setting setting : settings()) {
      read = read.with(setting, settings.get(setting));
    }
    return read;
  }

  /** Every setting but the rate, which a fit finds by itself. */
  List<Setting> sought() {
    return settings().subList(1, settings().size());
  }
}
