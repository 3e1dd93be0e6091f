package dev.lockstep.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Ways of a rule that PyTorch switches on and off: {@code nesterov}, {@code amsgrad}, ... */
final class Flags {
  private Flags() {}

  /**
   * The switches of a group's rule; empty where another rule explains it as well, set otherwise.
   */
  static Map<String, Optional<Boolean>> of(Group group) {
    Map<String, Optional<Boolean>> flags = new LinkedHashMap<>();
    UpdateRule rule = group.fit().candidate().rule();
    if (rule instanceof Sgd) {
      flags.put("nesterov", flag(group, Flags::isNesterov));
    } else if (rule instanceof Adam) {
      flags.put("amsgrad", flag(group, Flags::isAmsgrad));
    } else if (rule instanceof RmsProp) {
      flags.put("centered", flag(group, Flags::isCentered));
    }
    return flags;
  }

  private static Optional<Boolean> flag(Group group, Predicate<UpdateRule> set) {
    boolean here = set.test(group.fit().candidate().rule());
    List<Fit> others = group.others();
    boolean told =
        others.stream()
            .map(other -> other.candidate().rule())
            .filter(rule -> rule.name().equals(group.fit().candidate().rule().name()))
            .allMatch(rule -> set.test(rule) == here);
    return told ? Optional.of(here) : Optional.empty();
  }

  private static boolean isNesterov(UpdateRule rule) {
    return rule instanceof Sgd sgd && sgd.isNesterov();
  }

  private static boolean isAmsgrad(UpdateRule rule) {
    return rule instanceof Adam adam && adam.amsgrad();
  }

  private static boolean isCentered(UpdateRule rule) {
    return rule instanceof RmsProp prop && prop.centered();
  }
}
