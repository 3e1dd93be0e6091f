package dev.lockstep.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often the rule is named rightly, and settings lie within their stated error, over 1,000
 * random trainings.
 *
 * <p>{@code -Dlockstep.trainings=26,100-199} runs some of them alone.
 *
 * <p>A training's data can tell its rule if no other one explains it as well: what is read names
 * those. A wrong name beside which the right one does not stand is wrong with confidence.
 */
@Tag("long")
class ThousandTrainingsTest {
  private static int[] seeds() {
    return Arrays.stream(System.getProperty("lockstep.trainings", "0-999").split(","))
        .map(range -> range.split("-"))
        .flatMapToInt(
            ends ->
                IntStream.rangeClosed(
                    Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
        .toArray();
  }

  @Test
  void rulesAreNamedRightlyAndSettingsLieWithinTheirError() {
    int[] seeds = seeds();
    int right = 0;
    int told = 0;
    int within = 0;
    List<String> untold = new ArrayList<>();
    List<String> confident = new ArrayList<>();
    for (int seed : seeds) {
      Drawn drawn = Drawn.of(new Random(seed));
      UpdateReading reading = UpdateReading.of(SimulatedTraining.by(drawn, seed).recording());
      String rule = reading.rule().orElse("none");
      if (rule.equals(drawn.rule())) {
        right++;
        for (Setting setting : reading.groups().get(0).estimates().keySet()) {
          Estimate estimate = reading.groups().get(0).estimates().get(setting);
          double truth = drawn.settings().getOrDefault(setting.label(), 0.0);
          told += estimate.told() ? 1 : 0;
          within += estimate.told() && estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        }
      } else if (reading.rule().isEmpty()
          || reading.groups().get(0).others().contains(drawn.rule())) {
        untold.add(seed + ": " + drawn + " read as " + rule);
      } else {
        confident.add(seed + ": " + drawn + " read as " + rule);
      }
    }
    System.out.printf(
        "%d of %d rules right, %d not told, %d wrong; %d of %d settings within their error%n",
        right, seeds.length, untold.size(), confident.size(), within, told);
    assertEquals(List.of(), confident);
    assertTrue(right >= 0.99 * (seeds.length - untold.size()), () -> "not told: " + untold);
    assertTrue(within >= 0.95 * told, within + " of " + told);
  }
}
