package dev.lockstep.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final Drawn FLOAT32 =
      new Drawn(
          "adam-float32-scalars",
          Map.of("lr", 5e-4, "beta1", 0.9715, "beta2", 0.9985, "eps", 2.0795e-6));

  private static Fit fit(Correction correction, List<Track> tracks) {
    Settings settings = Settings.none();
    for (Setting setting : List.of(Setting.BETA1, Setting.BETA2, Setting.EPS)) {
      settings = settings.with(setting, FLOAT32.settings().get(setting.label()));
    }
    Adam rule = new Adam(Adam.Epsilon.AFTER, correction, Decay.NONE, false);
    return Fit.at(Candidate.of(rule), settings, tracks, 0).improved(tracks, 0, 12);
  }

  /**
   * A float32 power is right to two units in its last place: every step's rate may move a little,
   * and so follow noise as a needless setting does.
   */
  @Test
  void theRoomThatARuleLeavesInEveryStepsRateIsPaidFor() {
    RecordedUpdates updates = RecordedUpdates.of(SimulatedTraining.by(FLOAT32, 715).recording());
    List<Track> tracks =
        updates.parameters().entrySet().stream()
            .map(
                parameter ->
                    updates.track(
                        parameter.getKey(), LongStream.range(0, parameter.getValue()).toArray()))
            .toList();
    Fit product = fit(Correction.FLOAT32_PRODUCT, tracks);
    Fit power = fit(Correction.FLOAT32_POWER, tracks);
    List<Ranking.Ranked> ranked = Ranking.of(List.of(power, product));
    assertEquals("adam-float32-scalars", ranked.get(0).fit().candidate().label());
  }
}
