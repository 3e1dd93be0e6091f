package dev.lockstep.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JacobianTest {
  private static final double SOFT = 0.1;
  private static final Drawn DECAYED = new Drawn("sgd", Map.of("lr", 0.1, "weight_decay", 0.02));
  private static final List<Track> TRACKS =
      List.of(
          RecordedUpdates.of(SimulatedTraining.by(DECAYED, 5).recording())
              .track("layer.weight", LongStream.range(0, 96).toArray()));

  private static Fit at(double decay) {
    return Fit.at(
        Candidate.of(new Sgd(Sgd.Momentum.NONE, false, Decay.COUPLED)),
        Settings.none().with(Setting.WEIGHT_DECAY, decay),
        TRACKS,
        SOFT);
  }

  @Test
  void aStepSavesWhatItSays() {
    Fit before = at(0.0201);
    Jacobian.Step step = Jacobian.of(before, TRACKS, SOFT).step(0);
    Fit after = at(0.0201 + step.moves()[0]);
    double saved = before.cost() - after.cost();
    assertTrue(saved > 0);
    assertEquals(saved, step.saved(), 0.05 * saved);
  }

  @Test
  void aMoreCautiousStepSavesLess() {
    Jacobian jacobian = Jacobian.of(at(0.0201), TRACKS, SOFT);
    assertTrue(jacobian.step(10).saved() < jacobian.step(0).saved());
    assertTrue(Math.abs(jacobian.step(10).moves()[0]) < Math.abs(jacobian.step(0).moves()[0]));
  }

  @Test
  void nothingIsSavedWhereNothingIsSought() {
    assertEquals(0, Jacobian.of(at(0.0201), List.of(), TRACKS, SOFT).step(0).saved());
  }
}
