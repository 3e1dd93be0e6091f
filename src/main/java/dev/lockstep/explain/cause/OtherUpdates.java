package dev.lockstep.explain.cause;

import dev.lockstep.explain.Decay;
import dev.lockstep.explain.Estimate;
import dev.lockstep.explain.GroupReading;
import dev.lockstep.explain.Setting;
import dev.lockstep.explain.UpdateReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The updates follow another rule, or the same with another setting or coarser scalars. */
final class OtherUpdates {
  private static final String FLOAT32_SCALARS = "-float32-";

  private OtherUpdates() {}

  /**
   * What sets the updates of two trainings apart, each by its own gradients; each thing once.
   *
   * @param withoutGradient parameters that the actual side has no gradient for, whose updates tell
   *     nothing of its rule
   */
  static List<Cause> of(UpdateReading expected, UpdateReading actual, Set<String> withoutGradient) {
    Map<String, Cause> causes = new LinkedHashMap<>();
    for (GroupReading group : expected.groups()) {
      counterpart(group, expected, actual)
          .filter(other -> group.excess() <= 1 && other.excess() <= 1)
          .filter(other -> !withoutGradient.containsAll(other.parameters()))
          .ifPresent(
              other -> {
                for (Cause cause : between(group, other)) {
                  causes.putIfAbsent(cause.id() + cause.parameters().get("name"), cause);
                }
              });
    }
    return List.copyOf(causes.values());
  }

  /** The group that holds one of the same parameters; the largest one of the largest. */
  private static Optional<GroupReading> counterpart(
      GroupReading group, UpdateReading expected, UpdateReading actual) {
    Optional<GroupReading> same =
        actual.groups().stream()
            .filter(other -> other.parameters().stream().anyMatch(group.parameters()::contains))
            .findFirst();
    boolean largest = group == expected.groups().get(0);
    return same.isPresent() || !largest ? same : actual.groups().stream().findFirst();
  }

  private static List<Cause> between(GroupReading expected, GroupReading actual) {
    if (!expected.rule().equals(actual.rule()) && !lacksDecay(expected, actual)) {
      if (expected.others().contains(actual.rule()) || actual.others().contains(expected.rule())) {
        return List.of(); // the updates of one side do not tell the two rules apart
      }
      return List.of(otherRule(expected, actual));
    }
    List<Cause> causes = new ArrayList<>();
    rates(expected, actual).ifPresent(causes::add);
    for (Setting setting : Setting.values()) {
      Optional<Estimate> one = expected.told(setting);
      Optional<Estimate> other = actual.told(setting);
      if (setting != Setting.LR && one.isPresent() && other.isPresent()) {
        if (areApart(one.get(), other.get())) {
          causes.add(
              otherSetting(
                  setting.label(), one.get().shortest(), other.get().shortest(), actual.excess()));
        }
      }
    }
    for (String flag : expected.flags().keySet()) {
      Optional<Boolean> one = expected.flags().get(flag);
      Optional<Boolean> other = actual.flags().getOrDefault(flag, Optional.empty());
      if (one.isPresent() && other.isPresent() && !one.equals(other)) {
        causes.add(otherSetting(flag, one.get(), other.get(), actual.excess()));
      }
    }
    return causes;
  }

  /** Whether the actual rule is the expected one with a weight decay of 0. */
  private static boolean lacksDecay(GroupReading expected, GroupReading actual) {
    return actual.candidate().rule().decay() == Decay.NONE
        && expected.told(Setting.WEIGHT_DECAY).isPresent()
        && withoutDecay(expected.rule()).equals(actual.rule());
  }

  private static String withoutDecay(String rule) {
    return rule.replaceFirst("^adamw", "adam").replaceFirst("-(decoupled|unscaled)-decay$", "");
  }

  private static boolean areApart(Estimate one, Estimate other) {
    return one.high() < other.low() || other.high() < one.low();
  }

  private static Cause otherRule(GroupReading expected, GroupReading actual) {
    String rest =
        actual.rule().startsWith(expected.rule())
            ? actual.rule().substring(expected.rule().length())
            : "";
    if (rest.startsWith(FLOAT32_SCALARS)) {
      return Cause.of(
          "scalar-precision",
          "the optimizer computes beta and 1 - beta^t in float32 where "
              + expected.rule()
              + " computes them in float64: every update differs by some 1e-6 of itself",
          actual.excess(),
          "format",
          "float32");
    }
    return Cause.of(
        "update-rule",
        "the updates are those of " + actual.rule() + " where " + expected.rule() + " is expected",
        actual.excess(),
        "expected",
        expected.rule(),
        "actual",
        actual.rule());
  }

  private static Optional<Cause> rates(GroupReading expected, GroupReading actual) {
    Optional<Estimate> one = expected.told(Setting.LR);
    Optional<Estimate> other = actual.told(Setting.LR);
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    if (expected.schedule().isEmpty() && actual.schedule().isEmpty()) {
      return areApart(one.get(), other.get())
          ? Optional.of(
              otherSetting("lr", one.get().shortest(), other.get().shortest(), actual.excess()))
          : Optional.empty();
    }
    double width = Math.max(relativeWidth(one.get()), relativeWidth(other.get()));
    for (int step :
        expected.schedule().isEmpty() ? actual.schedule().keySet() : expected.schedule().keySet()) {
      double a = expected.schedule().getOrDefault(step, one.get().value());
      double b = actual.schedule().getOrDefault(step, other.get().value());
      if (Math.abs(a - b) > width * (Math.abs(a) + Math.abs(b))) {
        double low = Math.abs(width);
        return Optional.of(
            Cause.of(
                "hyperparameter",
                "the learning rate is "
                    + Numbers.text(Numbers.shortest(b - low * b, b + low * b))
                    + " where "
                    + Numbers.text(Numbers.shortest(a - low * a, a + low * a))
                    + " is expected, first in step "
                    + step
                    + ": the two follow different schedules",
                actual.excess(),
                "name",
                "lr",
                "expected",
                Numbers.shortest(a - low * a, a + low * a),
                "actual",
                Numbers.shortest(b - low * b, b + low * b),
                "step",
                step));
      }
    }
    return Optional.empty();
  }

  private static double relativeWidth(Estimate estimate) {
    return Math.max(1e-5, (estimate.high() - estimate.low()) / Math.abs(estimate.value()));
  }

  private static Cause otherSetting(String name, Object expected, Object actual, double excess) {
    return Cause.of(
        "hyperparameter",
        String.format(
            Locale.ROOT,
            "the updates follow the same rule with %s = %s where %s is expected",
            name,
            text(actual),
            text(expected)),
        excess,
        "name",
        name,
        "expected",
        expected,
        "actual",
        actual);
  }

  private static String text(Object value) {
    return value instanceof Double number ? Numbers.text(number) : value.toString();
  }
}
