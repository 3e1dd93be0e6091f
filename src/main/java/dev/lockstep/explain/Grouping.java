package dev.lockstep.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  // how often samples of more members are taken before members are given up
  private static final int WIDENED = 3;

  // settings are estimated from about so many numbers of all steps
  private static final int ENOUGH = 24_000;

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
      left.removeAll(group.orElseThrow().members());
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
    List<Fit> followed =
        Ranking.of(fits).stream().limit(followed(left)).map(Ranking.Ranked::fit).toList();
    Group first = joined(followed.get(0), lead, left);
    // beside a group of all, none of fewer is chosen
    boolean ofAll = first.members().size() == left.size() && Estimates.hasVisibleDecay(first);
    Stream<Group> others =
        followed.stream()
            .skip(1)
            .parallel()
            .flatMap(fit -> ofAll ? ofAll(fit, left).stream() : Stream.of(joined(fit, lead, left)));
    return best(
        Stream.concat(Stream.of(first), others)
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
        .filter(Candidate::canBeTold)
        .filter(
            candidate ->
                Search.isRelated(first.candidate(), candidate)
                    || Search.isRelated(candidate, first.candidate()))
        .map(candidate -> Fit.at(candidate, candidate.reads(first.settings()), List.of(lead), 0))
        .map(fit -> fit.settled(List.of(lead), ROUNDS))
        .filter(Fit::explains)
        .toList();
  }

  /** All that are left, if the same settings explain them, or else those that they do. */
  private static Group joined(Fit fit, Track lead, List<Track> left) {
    return ofAll(fit, left).orElseGet(() -> ofSome(fit, lead, left));
  }

  private static Group ofSome(Fit fit, Track lead, List<Track> left) {
    List<Track> members = new ArrayList<>(List.of(lead));
    for (Track track : left) {
      if (track != lead && (explainsAsItIs(fit, track) || explainsNearby(fit, lead, track))) {
        members.add(track);
      }
    }
    return refined(fit, members);
  }

  /** The group of those members that the same settings explain. */
  private static Group refined(Fit fit, List<Track> members) {
    Optional<Group> group = ofAll(fit, members);
    while (group.isEmpty() && members.size() > 1) {
      // half of those missed, as they may be what keeps settings from explaining the others
      List<Misfit> misfits = misfits(fit.settled(samples(members), ROUNDS), members);
      long missed = misfits.stream().filter(Misfit::isMissed).count();
      misfits.stream()
          .map(Misfit::track)
          .filter(track -> track != members.get(0))
          .limit(Math.max(1, (missed + 1) / 2))
          .toList()
          .forEach(members::remove);
      group = ofAll(fit, members);
    }
    return group.orElseGet(() -> new Group(fit, List.copyOf(members), members, List.of()));
  }

  /**
   * The group of all members, whose settings are estimated from samples of some, and of those that
   * this leaves unexplained; empty if that leaves some still.
   */
  private static Optional<Group> ofAll(Fit fit, List<Track> members) {
    List<Track> samples = samples(members);
    for (int k = 0; k <= WIDENED; k++) {
      Fit refined = fit.settled(samples, ROUNDS);
      List<Track> missed =
          misfits(refined, members).stream().filter(Misfit::isMissed).map(Misfit::track).toList();
      if (missed.isEmpty() && refined.explains()) {
        return Optional.of(
            new Group(refined, List.copyOf(members), List.copyOf(samples), List.of()));
      }
      List<Track> further =
          missed.stream().filter(track -> !samples.contains(track)).limit(samples.size()).toList();
      if (further.isEmpty()) {
        return Optional.empty();
      }
      samples.addAll(further);
    }
    return Optional.empty();
  }

  /**
   * How well a fit explains a parameter as it is.
   *
   * @param excess the most that is left, over what rounding allows
   */
  private record Misfit(Track track, double excess) {
    boolean isMissed() {
      return excess > 1;
    }
  }

  /** The worst first. */
  private static List<Misfit> misfits(Fit fit, List<Track> members) {
    return members.stream()
        .map(track -> new Misfit(track, residuals(fit, track).excess()))
        .sorted(Comparator.comparingDouble(Misfit::excess).reversed())
        .toList();
  }

  /** All members, or of many some that are spread evenly. */
  private static List<Track> samples(List<Track> members) {
    long numbers = 0;
    for (Track track : members) {
      numbers += (long) track.elements() * track.steps().size();
    }
    int every = (int) Math.max(1, numbers / ENOUGH);
    List<Track> samples = new ArrayList<>();
    for (int k = 0; k < members.size(); k += every) {
      samples.add(members.get(k));
    }
    return samples;
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

  /** The group of most parameters, and of those that are equal the best ranked. */
  private static Optional<Group> best(List<Group> groups) {
    int most = groups.stream().mapToInt(group -> group.members().size()).max().orElse(0);
    List<Group> largest = groups.stream().filter(group -> group.members().size() == most).toList();
    if (largest.isEmpty()) {
      return Optional.empty();
    }
    List<Group> rivals =
        largest.stream().filter(group -> group.members().equals(largest.get(0).members())).toList();
    List<Track> samples = samples(largest.get(0).members());
    List<Ranking.Ranked> ranked =
        Ranking.of(rivals.stream().map(group -> on(samples, group)).toList());
    Ranking.Ranked first = ranked.get(0);
    List<Fit> others =
        ranked.stream()
            .skip(1)
            .filter(other -> other.misfit() < first.misfit() + APART)
            .map(Ranking.Ranked::fit)
            .filter(other -> settings(other) <= settings(first.fit()))
            .toList();
    return Optional.of(new Group(first.fit(), largest.get(0).members(), samples, others));
  }

  /** What a group's settings leave of other samples than those that they were estimated from. */
  private static Fit on(List<Track> samples, Group group) {
    return group.samples().equals(samples)
        ? group.fit()
        : Fit.at(group.fit().candidate(), group.fit().settings(), samples, 0);
  }

  private static int settings(Fit fit) {
    return fit.candidate().sought().size();
  }
}
