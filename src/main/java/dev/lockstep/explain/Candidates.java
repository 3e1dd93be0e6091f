package dev.lockstep.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Every rule that updates are held against, the simpler ones first. */
final class Candidates {
  private Candidates() {}

  /** All rules, ordered by how many settings they have and how far they are from the usual. */
  static List<UpdateRule> rules() {
    List<UpdateRule> rules = new ArrayList<>();
    addSgd(rules);
    addAdam(rules);
    for (Decay decay : List.of(Decay.NONE, Decay.COUPLED, Decay.DECOUPLED)) {
      for (NAdam.Momentum momentum : NAdam.Momentum.values()) {
        rules.add(new NAdam(momentum, decay));
      }
      rules.add(new RAdam(decay));
    }
    for (Decay decay : List.of(Decay.NONE, Decay.COUPLED)) {
      rules.add(new Adamax(false, decay));
      rules.add(new Adamax(true, decay));
      rules.add(new Adadelta(decay));
      addAdagrad(rules, decay);
      addRmsProp(rules, decay);
    }
    rules.add(new Lion(Decay.NONE));
    rules.add(new Lion(Decay.DECOUPLED));
    rules.sort(Comparator.comparingInt(Candidates::complexity));
    return rules;
  }

  /**
   * What to try one after the other until something explains a parameter's updates: every rule; the
   * usual ones whose momentum changes, if it does; those after clipping; every rule with a rate of
   * its own for each step; the usual ones with both.
   */
  private static List<List<Candidate>> stages(Track lead) {
    List<UpdateRule> rules = rules();
    List<UpdateRule> usual = rules.stream().filter(rule -> rule.departures() == 0).toList();
    List<List<Candidate>> stages = new ArrayList<>();
    for (boolean scheduled : new boolean[] {false, true}) {
      stages.add(candidates(rules, GradientClip.NONE, scheduled));
      if (!scheduled) {
        stages.add(cycled(usual, lead));
      }
      stages.add(candidates(usual, GradientClip.NORM, scheduled));
      stages.add(candidates(usual, GradientClip.VALUE, scheduled));
      stages.add(candidates(usual, GradientClip.TENSOR_NORM, scheduled));
    }
    return stages;
  }

  /**
   * Rules with a rate of its own for each step that keep as much of their running means as the
   * recorded state shows, where that changes from step to step.
   */
  private static List<Candidate> cycled(List<UpdateRule> rules, Track lead) {
    return rules.stream()
        .map(rule -> new Candidate(rule, GradientClip.NONE, true, Momenta.of(rule, lead)))
        .filter(candidate -> !candidate.momenta().isEmpty())
        .toList();
  }

  /** The same, but first those of them that have one of those labels. */
  static List<List<Candidate>> stages(Track lead, Set<String> likely) {
    List<List<Candidate>> all = stages(lead);
    List<List<Candidate>> stages = new ArrayList<>();
    if (!likely.isEmpty()) {
      for (List<Candidate> stage : all) {
        stages.add(stage.stream().filter(candidate -> likely.contains(candidate.label())).toList());
      }
    }
    stages.addAll(all);
    return stages;
  }

  private static List<Candidate> candidates(
      List<UpdateRule> rules, GradientClip clip, boolean scheduled) {
    return rules.stream()
        .map(rule -> new Candidate(rule, clip, scheduled))
        .filter(Candidate::canBeTold)
        .toList();
  }

  private static int complexity(UpdateRule rule) {
    return 2 * rule.settings().size() + rule.departures();
  }

  private static void addSgd(List<UpdateRule> rules) {
    for (Decay decay : Decay.values()) {
      rules.add(new Sgd(Sgd.Momentum.NONE, false, decay));
    }
    for (Decay decay : List.of(Decay.NONE, Decay.COUPLED, Decay.DECOUPLED)) {
      rules.add(new Sgd(Sgd.Momentum.CLASSICAL, false, decay));
      rules.add(new Sgd(Sgd.Momentum.NESTEROV, false, decay));
      rules.add(new Sgd(Sgd.Momentum.CLASSICAL, true, decay));
      rules.add(new Sgd(Sgd.Momentum.FROM_ZERO, true, decay));
    }
  }

  private static void addAdam(List<UpdateRule> rules) {
    for (Decay decay : Decay.values()) {
      for (Adam.Epsilon epsilon : Adam.Epsilon.values()) {
        rules.add(new Adam(epsilon, Correction.PLAIN, decay, false));
        rules.add(new Adam(epsilon, Correction.PLAIN, decay, true));
      }
      for (Correction correction : Correction.values()) {
        if (correction != Correction.PLAIN) {
          rules.add(new Adam(Adam.Epsilon.AFTER, correction, decay, false));
        }
        if (correction != Correction.PLAIN && correction != Correction.NONE) {
          rules.add(new Adam(Adam.Epsilon.HAT, correction, decay, false));
        }
      }
    }
  }

  private static void addAdagrad(List<UpdateRule> rules, Decay decay) {
    for (boolean inRoot : new boolean[] {false, true}) {
      Adagrad.Epsilon epsilon = inRoot ? Adagrad.Epsilon.ROOT : Adagrad.Epsilon.AFTER;
      rules.add(new Adagrad(epsilon, false, false, decay));
      rules.add(new Adagrad(epsilon, true, false, decay));
      rules.add(new Adagrad(epsilon, false, true, decay));
    }
    rules.add(new Adagrad(Adagrad.Epsilon.INVISIBLE, false, true, decay));
    rules.add(new Adagrad(Adagrad.Epsilon.INVISIBLE, true, true, decay));
  }

  private static void addRmsProp(List<UpdateRule> rules, Decay decay) {
    for (boolean momentum : new boolean[] {false, true}) {
      for (boolean centered : new boolean[] {false, true}) {
        rules.add(new RmsProp(false, false, centered, momentum, decay));
        rules.add(new RmsProp(true, false, centered, momentum, decay));
      }
      rules.add(new RmsProp(true, true, false, momentum, decay));
      rules.add(new RmsProp(false, true, false, momentum, decay));
    }
  }
}
