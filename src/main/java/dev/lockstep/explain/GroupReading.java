package dev.lockstep.explain;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parameters that one rule with one choice of settings explains.
 *
 * @param candidate the rule, and what is done to gradients before
 * @param estimates how far the updates tell each setting, {@link Setting#LR} first; with settings
 *     that the rule could have and does without, which are about 0
 * @param flags ways of the rule that are on or off, with PyTorch's words; empty where the updates
 *     cannot tell
 * @param schedule the rate of every step, if it is not the same in all
 * @param parameters the names, the largest parameter first
 * @param others rules that explain the same updates as well
 * @param excess the most that is left of any element in any step, over what rounding allows
 */
public record GroupReading(
    Candidate candidate,
    Map<Setting, Estimate> estimates,
    Map<String, Optional<Boolean>> flags,
    SortedMap<Integer, Double> schedule,
    List<String> parameters,
    List<String> others,
    double excess) {

  static GroupReading of(Group group, double excess) {
    Fit fit = group.fit();
    return new GroupReading(
        fit.candidate(),
        Estimates.of(group),
        Flags.of(group),
        fit.candidate().scheduled() ? fit.rates() : new TreeMap<>(),
        group.parameters().stream().distinct().toList(),
        group.others().stream()
            .map(other -> other.candidate().label())
            .filter(label -> !label.equals(fit.candidate().label()))
            .distinct()
            .toList(),
        excess);
  }

  /** What explains the updates: the candidate's label, and those that explain them as well. */
  Set<String> labels() {
    Set<String> labels = new HashSet<>(others);
    labels.add(candidate.label());
    return labels;
  }

  /** How much of its running mean each step keeps, if that changes; empty otherwise. */
  public SortedMap<Integer, Double> momenta() {
    return candidate.momenta();
  }

  /**
   * The setting that {@link #momenta()} are of.
   *
   * @throws java.util.NoSuchElementException if the rule has none
   */
  public Setting momentum() {
    return candidate.rule().mean().orElseThrow().setting();
  }

  /** The rule's name. */
  public String rule() {
    return candidate.rule().name();
  }

  /** Every setting that the rule has or could have in its usual form. */
  public Set<Setting> settings() {
    Set<Setting> settings = EnumSet.copyOf(estimates.keySet());
    Candidates.rules().stream()
        .filter(rule -> rule.departures() == 0)
        .filter(rule -> rule.getClass() == candidate.rule().getClass())
        .forEach(rule -> settings.addAll(rule.settings()));
    return settings;
  }

  /** The estimate of a setting; empty if the rule has no such setting or nothing is told of it. */
  public Optional<Estimate> told(Setting setting) {
    return Optional.ofNullable(estimates.get(setting)).filter(Estimate::told);
  }
}
