package dev.lockstep.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Finds the settings of candidates that leave least, from nothing: the best of a coarse grid, then
 * downhill with bounds that are soft at first.
 */
final class Search {
  private static final double SOFT = 0.1;
  private static final double FIRM = 1e-3;
  private static final int ROUNDS = 12;
  private static final int STARTS = 2;
  private static final int GRID_ELEMENTS = 24;
  private static final int GRID_STEPS = 24;

  // how much worse than the best a soft fit may be and still be followed
  private static final double FOLLOWED = 10;
  private static final double FOLLOWED_COST = 1e-3;

  // this far off on a few elements, a candidate cannot explain all
  private static final double HOPELESS = 100;

  private final List<Track> tracks;
  private final List<Track> few;

  Search(List<Track> tracks) {
    this.tracks = tracks;
    this.few = tracks.stream().map(track -> track.first(GRID_ELEMENTS, GRID_STEPS)).toList();
  }

  /**
   * The candidates that explain the tracks, with the settings that leave least: first those that
   * look promising with soft bounds, with few starts, and only if none of them does, all with more.
   */
  List<Fit> explaining(List<Candidate> candidates) {
    List<Fit> soft =
        families(candidates).parallelStream()
            .flatMap(this::likeTheFirst)
            .sorted(Comparator.comparingDouble(Fit::cost))
            .toList();
    double most = soft.isEmpty() ? 0 : FOLLOWED * soft.get(0).cost() + followedCost(soft.get(0));
    List<Fit> explaining = explainingOf(soft.stream().filter(fit -> fit.cost() <= most).toList());
    if (explaining.isEmpty()) {
      explaining = explainingOf(fromNothing(candidates, soft, most));
    }
    return withRelatives(explaining, candidates);
  }

  /** Those that were not sought from nothing before, and those that were but not followed. */
  private List<Fit> fromNothing(List<Candidate> candidates, List<Fit> before, double followed) {
    Set<Candidate> firsts =
        families(candidates).stream().map(family -> family.get(0)).collect(Collectors.toSet());
    Stream<Fit> others =
        candidates.parallelStream()
            .filter(candidate -> !firsts.contains(candidate))
            .map(this::soft);
    Stream<Fit> passedOver =
        before.stream().filter(fit -> fit.cost() > followed && firsts.contains(fit.candidate()));
    return Stream.concat(others, passedOver).toList();
  }

  private static Collection<List<Candidate>> families(List<Candidate> candidates) {
    return candidates.stream()
        .collect(
            Collectors.groupingBy(
                candidate ->
                    List.of(
                        candidate.rule().getClass(), candidate.rule().decay(), candidate.sought())))
        .values();
  }

  /** The first of a family from nothing, the others from what was found for it. */
  private Stream<Fit> likeTheFirst(List<Candidate> family) {
    Fit first = soft(family.get(0));
    return Stream.concat(
        Stream.of(first),
        family.stream()
            .skip(1)
            .map(
                candidate ->
                    Fit.at(candidate, first.settings(), few, SOFT).improved(few, SOFT, ROUNDS)));
  }

  private static double followedCost(Fit fit) {
    return FOLLOWED_COST * fit.residuals().weighted(0, fit.residuals()).length;
  }

  private List<Fit> explainingOf(List<Fit> soft) {
    return soft.parallelStream().map(this::firm).flatMap(Optional::stream).toList();
  }

  /** What explains one way of a rule is a good start for the other ways of it. */
  private List<Fit> withRelatives(List<Fit> explaining, List<Candidate> candidates) {
    Set<Candidate> known = explaining.stream().map(Fit::candidate).collect(Collectors.toSet());
    Stream<Fit> starts =
        candidates.stream()
            .filter(candidate -> !known.contains(candidate))
            .flatMap(
                candidate ->
                    explaining.stream()
                        .filter(fit -> isRelated(fit.candidate(), candidate))
                        .map(fit -> Fit.at(candidate, candidate.reads(fit.settings()), few, SOFT))
                        .min(Comparator.comparingDouble(Fit::cost))
                        .stream());
    List<Fit> all = new ArrayList<>(explaining);
    all.addAll(explainingOf(starts.toList()));
    return all;
  }

  static boolean isRelated(Candidate one, Candidate other) {
    return one.rule().getClass() == other.rule().getClass()
        && one.sought().containsAll(other.sought());
  }

  /** What the fit becomes once bounds are firm, if that explains all; a few elements come first. */
  private Optional<Fit> firm(Fit soft) {
    Fit few = firm(soft, this.few);
    return few.residuals().excess() > HOPELESS
        ? Optional.empty()
        : Optional.of(firm(few, tracks)).filter(Fit::explains);
  }

  private static Fit firm(Fit soft, List<Track> tracks) {
    return soft.improved(tracks, FIRM, ROUNDS).settled(tracks, ROUNDS);
  }

  private Fit soft(Candidate candidate) {
    return grid(candidate).stream()
        .map(settings -> Fit.at(candidate, settings, few, SOFT))
        .sorted(Comparator.comparingDouble(Fit::cost))
        .limit(STARTS)
        .map(start -> start.improved(few, SOFT, ROUNDS))
        .min(Comparator.comparingDouble(Fit::cost))
        .orElseThrow();
  }

  private List<Settings> grid(Candidate candidate) {
    List<Settings> grid = List.of(Settings.none());
    for (Setting setting : candidate.sought()) {
      List<Settings> finer = new ArrayList<>();
      for (Settings settings : grid) {
        for (double start : starts(candidate, setting)) {
          finer.add(settings.with(setting, start));
        }
      }
      grid = finer;
    }
    return grid;
  }

  private double[] starts(Candidate candidate, Setting setting) {
    return switch (setting) {
      case MAX_NORM -> percentiles(norms(candidate.clip()), 1, 30, 60);
      case CLIP_VALUE -> percentiles(sizes(), 40, 70, 90);
      default -> setting.starts();
    };
  }

  private double[] norms(GradientClip clip) {
    return tracks.get(0).steps().stream().mapToDouble(clip::norm).toArray();
  }

  private double[] sizes() {
    return tracks.stream()
        .flatMap(track -> track.steps().stream())
        .filter(step -> step.gradient() != null)
        .flatMapToDouble(step -> Arrays.stream(step.gradient()).map(Math::abs))
        .filter(size -> size > 0 && size < Double.POSITIVE_INFINITY)
        .toArray();
  }

  private static double[] percentiles(double[] values, double... percents) {
    return Arrays.stream(percents).map(percent -> StatUtils.percentile(values, percent)).toArray();
  }
}
