package dev.lockstep.explain;

import static java.util.stream.Collectors.toSet;

import dev.lockstep.recording.Recording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the updates of a recorded training show.
 *
 * @param groups parameters that one rule with one choice of settings explains, the group with the
 *     largest parameter first; empty if nothing could be explained
 * @param unexplained parameters that no rule explains
 * @param unchanged parameters that stayed as they were although they had gradients
 * @param worst where most is left of what the groups' rules say; empty if there is no group
 * @param updates how many steps could be read
 */
public record UpdateReading(
    List<GroupReading> groups,
    List<String> unexplained,
    List<String> unchanged,
    Optional<Worst> worst,
    int updates) {
  private static final int ELEMENTS_OF_ALL_STEPS = 24_000;
  private static final int LEAST_OF_ALL_STEPS = 4_000;
  private static final int LEAST_SAMPLE = 4;
  private static final int ENOUGH = 16;
  private static final int LARGEST_SAMPLE = 128;
  private static final int REFINEMENTS = 3;
  private static final int ROUNDS = 8;

  /**
   * Reads the updates of a training that ran freely. Nothing is known of a step whose parameters
   * before it were not recorded, or whose optimizer state is neither recorded nor follows from the
   * gradients since the first step.
   */
  public static UpdateReading of(Recording recording) {
    return of(RecordedUpdates.of(recording), Set.of());
  }

  /**
   * The same of a training that is known to agree with another one: what explains that one is tried
   * first, and every rule only where this does not explain all.
   *
   * @param agreeing what the other training's updates show
   */
  public static UpdateReading of(Recording recording, UpdateReading agreeing) {
    return of(RecordedUpdates.of(recording), agreeing);
  }

  /**
   * Reads the updates of a training of which every step started from another one's state.
   *
   * @param before the recording whose parameters and optimizer state each step started from
   */
  public static UpdateReading startingFrom(Recording before, Recording recording) {
    return of(RecordedUpdates.startingFrom(before, recording), Set.of());
  }

  /**
   * The same of a training that is known to agree with another one.
   *
   * @param before the recording whose parameters and optimizer state each step started from
   * @param agreeing what the other training's updates show
   */
  public static UpdateReading startingFrom(
      Recording before, Recording recording, UpdateReading agreeing) {
    return of(RecordedUpdates.startingFrom(before, recording), agreeing);
  }

  private static UpdateReading of(RecordedUpdates updates, UpdateReading agreeing) {
    if (agreeing.isExplained()) {
      Set<String> labels =
          agreeing.groups.stream().flatMap(group -> group.labels().stream()).collect(toSet());
      UpdateReading reading = of(updates, labels);
      if (reading.isExplained()) {
        return reading;
      }
    }
    return of(updates, Set.of());
  }

  /**
   * Reads the updates.
   *
   * @param likely the labels of what is tried before all else
   */
  private static UpdateReading of(RecordedUpdates updates, Set<String> likely) {
    List<String> names = new ArrayList<>(updates.parameters().keySet());
    names.sort(Comparator.comparing(updates.parameters()::get).reversed());
    int steps = Math.max(1, updates.steps().size());
    int most = ELEMENTS_OF_ALL_STEPS / steps / Math.max(1, names.size());
    int least = Math.max(LEAST_SAMPLE, Math.min(ENOUGH, LEAST_OF_ALL_STEPS / steps));
    int size = Math.max(least, Math.min(LARGEST_SAMPLE, most));
    List<Track> tracks = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    for (String name : names) {
      Track track = Sampling.of(updates, name, size);
      if (track.isUnchanged()) {
        unchanged.add(name);
      } else {
        tracks.add(track);
      }
    }
    tracks.sort(Comparator.comparing(track -> !track.isPushed()));
    Grouping grouping = Grouping.of(tracks, likely);
    List<GroupReading> groups = new ArrayList<>();
    List<Worst> worst = new ArrayList<>();
    for (Group group : grouping.groups()) {
      Checked checked = checked(updates, group);
      worst.add(checked.worst());
      groups.add(GroupReading.of(checked.group(), checked.worst().excess()));
    }
    return new UpdateReading(
        groups,
        grouping.unexplained().stream().map(Track::name).toList(),
        unchanged,
        worst.isEmpty() ? Optional.empty() : Optional.of(Verification.worst(worst)),
        updates.steps().size());
  }

  private record Checked(Group group, Worst worst) {}

  /**
   * Every element must be explained: those that are not join the samples, and settings give way.
   */
  private static Checked checked(RecordedUpdates updates, Group group) {
    Group current = group;
    List<Worst> blocks = Verification.of(updates, current);
    for (int k = 0; k < REFINEMENTS && Verification.worst(blocks).excess() > 1; k++) {
      current = refined(updates, current, blocks);
      blocks = Verification.of(updates, current);
    }
    return new Checked(current, Verification.worst(blocks));
  }

  private static Group refined(RecordedUpdates updates, Group group, List<Worst> blocks) {
    Map<String, TreeSet<Long>> offending = new HashMap<>();
    for (Worst worst : blocks) {
      if (worst.excess() > 1) {
        offending.computeIfAbsent(worst.parameter(), key -> new TreeSet<>()).add(worst.index());
      }
    }
    List<Track> samples = new ArrayList<>(group.samples());
    offending.forEach(
        (name, indices) ->
            samples.add(
                updates.track(
                    name, indices.stream().limit(LARGEST_SAMPLE).mapToLong(i -> i).toArray())));
    Fit refined = group.fit().settled(samples, ROUNDS);
    return new Group(refined, group.members(), samples, group.others());
  }

  /** Whether every parameter that changed is explained, in every step, within rounding. */
  public boolean isExplained() {
    return !groups.isEmpty() && unexplained.isEmpty() && excess() <= 1;
  }

  /** The rule's name; empty if none explains every step. */
  public Optional<String> rule() {
    return isExplained() ? Optional.of(groups.get(0).rule()) : Optional.empty();
  }

  /** The most that is left, over what rounding allows; NaN if there is no group. */
  public double excess() {
    return worst.map(Worst::excess).orElse(Double.NaN);
  }
}
