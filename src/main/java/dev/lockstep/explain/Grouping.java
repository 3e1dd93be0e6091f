package dev.lockstep.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the rule of a training and tells parameter groups apart: the rule is sought for the largest
 * parameter, or if nothing explains that one for the next, then each other parameter joins if the
 * same settings, refined, explain it too; what is left over is sought again, first by the same rule
 * with other settings.
 */
final class Grouping {
  // how many fits are followed, fewer where a recording is long and of many parameters
  private static final int FOLLOWED = 16;
  private static final int LEAST_FOLLOWED = 4;
  private static final int STEPS_FOLLOWED = 400_000;

  // of so many parameters that no rule explains, it is not sought for a further one
  private static final int LEADS = 3;

  private static final int ROUNDS = 8;

  // how many steps must be explained before all are looked at
  private static final int BEGINNING = 64;

  // this far off and more, no refinement of settings that a parameter already tells will help
  private static final double HOPELESS = 1e4;

  // two explanations whose misfits differ by less cannot be told apart
  private static final double APART = 25;

  private final Set<String> likely;
  private final List<Group> groups = new ArrayList<>();
  private final List<Track> unexplained = new ArrayList<>();

  private Grouping(Set<String> likely) {
    this.likely = likely;
  }

  /**
   * Divides the samples.
   *
   * @param tracks the largest parameter's first
   * @param likely the labels of candidates that are tried before all others
   */
  static Grouping of(List<Track> tracks, Set<String> likely) {
    Grouping grouping = new Grouping(likely);
    List<Track> left = new ArrayList<>(tracks);
    while (!left.isEmpty()) {
      Optional<Group> group = grouping.next(left);
      if (group.isEmpty()) {
        grouping.unexplained.addAll(left);
        break;
      }
      grouping.groups.add(group.orElseThrow());
      left.removeAll(group.orElseThrow().tracks());
    }
    return grouping;
  }

  /** The groups, the one with the largest parameter first. */
  List<Group> groups() {
    return groups;
  }

  /** Parameters that no rule was found for. */
  List<Track> unexplained() {
    return unexplained;
  }

  /** The group of the first parameter that one can be found for. */
  private Optional<Group> next(List<Track> left) {
    List<Track> leads = left.subList(0, Math.min(LEADS, left.size()));
    if (!groups.isEmpty()) {
      for (Track lead : leads) {
        List<Fit> fits = likeTheFirst(lead);
        if (!fits.isEmpty()) {
          return best(fits, lead, left);
        }
      }
    }
    List<List<List<Candidate>>> stages =
        leads.stream().map(lead -> Candidates.stages(lead, likely)).toList();
    for (int stage = 0; stage < stages.get(0).size(); stage++) {
      for (Track lead : leads) {
        List<Candidate> candidates = stages.get(leads.indexOf(lead)).get(stage);
        List<Fit> fits = new Search(List.of(lead)).explaining(candidates);
        if (!fits.isEmpty()) {
          return best(fits, lead, left);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Group> best(List<Fit> fits, Track lead, List<Track> left) {
    return best(
        Ranking.of(fits).stream()
            .limit(followed(left))
            .parallel()
            .map(ranked -> joined(ranked.fit(), lead, left))
            // with a decay of 0 a rule is another one, with more room for rounding
            .filter(Estimates::hasVisibleDecay)
            .toList());
  }

  private static int followed(List<Track> left) {
    int steps = left.stream().mapToInt(track -> track.steps().size()).sum();
    return Math.max(LEAST_FOLLOWED, Math.min(FOLLOWED, STEPS_FOLLOWED / Math.max(1, steps)));
  }

  /** The first group's rule, with or without a decay, from its settings on. */
  private List<Fit> likeTheFirst(Track lead) {
    Fit first = groups.get(0).fit();
    return Candidates.rules().stream()
        .filter(rule -> first.candidate().momenta().isEmpty() || rule.mean().isPresent())
        .map(first.candidate()::with)
        .filter(
            candidate ->
                Search.isRelated(first.candidate(), candidate)
                    || Search.isRelated(candidate, first.candidate()))
        .map(candidate -> Fit.at(candidate, candidate.reads(first.settings()), List.of(lead), 0))
        .map(fit -> fit.settled(List.of(lead), ROUNDS))
        .filter(Fit::explains)
        .toList();
  }

  private static Group joined(Fit fit, Track lead, List<Track> left) {
    List<Track> members = new ArrayList<>(List.of(lead));
    for (Track track : left) {
      if (track != lead && (explainsAsItIs(fit, track) || explainsNearby(fit, lead, track))) {
        members.add(track);
      }
    }
    Fit refined = fit.settled(members, ROUNDS);
    while (!refined.explains() && members.size() > 1) {
      members.removeAll(worst(refined, members));
      refined = fit.settled(members, ROUNDS);
    }
    return new Group(refined, members, List.of());
  }

  private static boolean explainsAsItIs(Fit fit, Track track) {
    return new Fit(fit.candidate(), fit.settings(), residuals(fit, track), fit.cost()).explains();
  }

  private static Residuals residuals(Fit fit, Track track) {
    return Residuals.with(fit.candidate(), fit.settings(), List.of(track), fit.rates());
  }

  /** Whether settings near those of a fit explain both: the first steps, and then all. */
  private static boolean explainsNearby(Fit fit, Track lead, Track track) {
    List<Track> beginning = List.of(beginning(lead), beginning(track));
    return explainsNearby(fit, beginning)
        && (track.steps().size() <= BEGINNING || explainsNearby(fit, List.of(lead, track)));
  }

  private static boolean explainsNearby(Fit fit, List<Track> pair) {
    Fit together = Fit.at(fit.candidate(), fit.settings(), pair, 0);
    if (!together.explains()
        && (together.excess() < HOPELESS || fit.candidate().rule() instanceof Lion)) {
      together = together.settled(pair, ROUNDS);
    }
    return together.explains();
  }

  private static Track beginning(Track track) {
    return track.first(track.elements(), BEGINNING);
  }

  /**
   * The members, but for the first, of which a fit leaves most: half of those of which it leaves
   * too much, as they may be what keeps it from explaining the others.
   */
  private static List<Track> worst(Fit fit, List<Track> members) {
    Map<Track, Double> left = new IdentityHashMap<>();
    members.stream().skip(1).forEach(track -> left.put(track, residuals(fit, track).excess()));
    List<Track> worst =
        members.stream()
            .skip(1)
            .sorted(Comparator.<Track>comparingDouble(left::get).reversed())
            .toList();
    long tooMuch = left.values().stream().filter(excess -> excess > 1).count();
    return worst.subList(0, (int) Math.max(1, (tooMuch + 1) / 2));
  }

  /** The group of most parameters, and of those that are equal the best ranked. */
  private static Optional<Group> best(List<Group> groups) {
    int most = groups.stream().mapToInt(group -> group.tracks().size()).max().orElse(0);
    List<Group> largest = groups.stream().filter(group -> group.tracks().size() == most).toList();
    if (largest.isEmpty()) {
      return Optional.empty();
    }
    List<Track> members = largest.get(0).tracks();
    List<Ranking.Ranked> ranked =
        Ranking.of(
            largest.stream()
                .filter(group -> group.tracks().equals(members))
                .map(Group::fit)
                .toList());
    Ranking.Ranked first = ranked.get(0);
    List<Fit> others =
        ranked.stream()
            .skip(1)
            .filter(other -> other.misfit() < first.misfit() + APART)
            .map(Ranking.Ranked::fit)
            .filter(other -> settings(other) <= settings(first.fit()))
            .toList();
    return Optional.of(new Group(first.fit(), members, others));
  }

  private static int settings(Fit fit) {
    return fit.candidate().sought().size();
  }
}
