package dev.lockstep.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WrittenBetasTest {
  private static final double BETA1 = 0.8485;
  private static final double BETA2 = 0.9994;
  private static final Drawn FLOAT32 =
      new Drawn(
          "adam-float32-scalars",
          Map.of("lr", 3e-4, "beta1", BETA1, "beta2", BETA2, "eps", 3.1045e-6));

  private static final List<Track> TRACKS = tracks();

  private static List<Track> tracks() {
    RecordedUpdates updates = RecordedUpdates.of(SimulatedTraining.by(FLOAT32, 26).recording());
    return updates.parameters().keySet().stream()
        .map(name -> updates.track(name, LongStream.range(0, 5).toArray()))
        .toList();
  }

  /** A few floats beside the betas, with an epsilon that makes up for some of it. */
  private static Fit beside(Correction correction) {
    Settings settings =
        Settings.none()
            .with(Setting.BETA1, BETA1 + 2 * Math.ulp((float) BETA1))
            .with(Setting.BETA2, BETA2 + 2 * Math.ulp((float) BETA2))
            .with(Setting.EPS, 3.10448e-6);
    Adam rule = new Adam(Adam.Epsilon.AFTER, correction, Decay.NONE, false);
    return Fit.at(Candidate.of(rule), settings, TRACKS, 0);
  }

  @Test
  void descentStaysBesideTheNumbersThatWereWritten() {
    Fit descended = beside(Correction.FLOAT32_PRODUCT).improved(TRACKS, 0, 12);
    assertTrue((float) descended.settings().get(Setting.BETA2) != (float) BETA2);
  }

  @Test
  void theNumbersThatWereWrittenAreFoundFromBesideThem() {
    Fit fit = WrittenBetas.near(beside(Correction.FLOAT32_PRODUCT), TRACKS, 8);
    assertEquals(BETA1, fit.settings().get(Setting.BETA1));
    assertEquals(BETA2, fit.settings().get(Setting.BETA2));
    assertEquals(3.1045e-6, fit.settings().get(Setting.EPS), 1e-11);
    assertTrue(fit.explains());
  }

  @Test
  void whatDescentCanCrossIsLeftToIt() {
    Fit plain = beside(Correction.PLAIN);
    assertSame(plain, WrittenBetas.near(plain, TRACKS, 8));
  }

  @Test
  void betasFarFromAnyShortDecimalAreKept() {
    Fit beside = beside(Correction.FLOAT32_PRODUCT);
    // the nearest numbers of six decimals leave a hundredth more of each step than these do
    Settings between = beside.settings().with(Setting.BETA2, 1 - 4.05e-5);
    Fit fit = Fit.at(beside.candidate(), between, TRACKS, 0);
    assertSame(fit, WrittenBetas.near(fit, TRACKS, 8));
  }

  @Test
  void theTrainingItselfIsReadWithThem() {
    UpdateReading reading = UpdateReading.of(SimulatedTraining.by(FLOAT32, 26).recording());
    assertEquals("adam-float32-scalars", reading.rule().orElseThrow());
    assertEquals(List.of(), reading.groups().get(0).others());
    double[] betas =
        List.of(Setting.BETA1, Setting.BETA2).stream()
            .mapToDouble(beta -> reading.groups().get(0).told(beta).orElseThrow().shortest())
            .toArray();
    assertEquals("[0.8485, 0.9994]", Arrays.toString(betas));
  }
}
