package dev.lockstep.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GroupingTest {
  private static final int STEPS = 300;
  private static final Drawn MOMENTUM =
      new Drawn("sgd", Map.of("lr", 0.1, "momentum", 0.9, "weight_decay", 1e-2));

  /** Every element of every parameter, the largest first. */
  private static List<Track> tracks(SimulatedTraining training) {
    RecordedUpdates updates = RecordedUpdates.of(training.steps(STEPS).recording());
    return updates.parameters().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .map(
            entry -> updates.track(entry.getKey(), LongStream.range(0, entry.getValue()).toArray()))
        .toList();
  }

  private static List<String> names(List<Track> tracks) {
    return tracks.stream().map(Track::name).toList();
  }

  @Test
  void settingsOfManyNumbersAreEstimatedFromSomeAndHeldAgainstAll() {
    List<Track> tracks = tracks(SimulatedTraining.by(MOMENTUM, 1));
    Grouping grouping = Grouping.of(tracks, Set.of());
    Group group = grouping.groups().get(0);
    assertEquals(names(tracks), group.parameters());
    assertEquals(List.of("layer.weight", "layer.bias"), names(group.samples()));
    assertEquals(List.of(), grouping.unexplained());
    assertTrue(group.fit().explains());
  }

  @Test
  void whatNoSampleShowsIsStillAGroupOfItsOwn() {
    List<Track> tracks =
        tracks(
            SimulatedTraining.by(MOMENTUM, 1)
                .each(
                    name ->
                        name.equals("head.weight") ? MOMENTUM.with("weight_decay", 0) : MOMENTUM));
    Grouping grouping = Grouping.of(tracks, Set.of());
    assertEquals(
        List.of(List.of("layer.weight", "layer.bias", "head.bias"), List.of("head.weight")),
        grouping.groups().stream().map(Group::parameters).toList());
  }
}
