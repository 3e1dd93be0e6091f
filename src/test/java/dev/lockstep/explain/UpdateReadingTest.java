package dev.lockstep.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.recording.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class UpdateReadingTest {
  private static final Drawn ADAMW =
      new Drawn(
          "adamw",
          Map.of("lr", 0.002, "beta1", 0.9, "beta2", 0.999, "eps", 1e-7, "weight_decay", 0.05));
  private static final Drawn MOMENTUM =
      new Drawn("sgd", Map.of("lr", 0.1, "momentum", 0.9, "weight_decay", 1e-2));

  private static double told(UpdateReading reading, Setting setting) {
    return reading.groups().get(0).told(setting).orElseThrow().shortest();
  }

  @Test
  void theRuleAndEverySettingAreRead() {
    UpdateReading reading = UpdateReading.of(SimulatedTraining.by(ADAMW, 1).recording());
    assertEquals(Optional.of("adamw"), reading.rule());
    assertTrue(reading.excess() <= 1, () -> "excess " + reading.excess());
    assertEquals(1, reading.groups().size());
    assertEquals(0.002, told(reading, Setting.LR), 1e-9);
    assertEquals(0.9, told(reading, Setting.BETA1));
    assertEquals(0.999, told(reading, Setting.BETA2));
    assertEquals(1e-7, told(reading, Setting.EPS), 1e-10);
    assertEquals(0.05, told(reading, Setting.WEIGHT_DECAY), 1e-4);
    assertEquals(Map.of("amsgrad", Optional.of(false)), reading.groups().get(0).flags());
  }

  /** What the rounding of beta2 does to a running mean of squares grows while it remembers. */
  @Test
  void theErrorOfARateHoldsWhatRoundedBetasDoInALongTraining() {
    Estimate rate =
        UpdateReading.of(SimulatedTraining.by(ADAMW, 15).steps(400).recording())
            .groups()
            .get(0)
            .estimates()
            .get(Setting.LR);
    double rounding = Math.abs((float) 0.999 - 0.999);
    assertTrue(rate.high() - 0.002 > 0.002 * 400 * rounding / 2, rate::toString);
    assertTrue(0.002 - rate.low() > 0.002 * 400 * rounding / 2, rate::toString);
    assertEquals(0.002, rate.shortest());
  }

  @Test
  void parametersWithoutDecayAreAGroupOfTheirOwn() {
    UpdateReading reading =
        UpdateReading.of(
            SimulatedTraining.by(ADAMW, 2)
                .each(name -> name.endsWith("bias") ? ADAMW.with("weight_decay", 0) : ADAMW)
                .recording());
    assertEquals(Optional.of("adamw"), reading.rule());
    assertEquals(
        List.of(List.of("layer.weight", "head.weight"), List.of("layer.bias", "head.bias")),
        reading.groups().stream().map(GroupReading::parameters).toList());
    assertEquals(0, reading.groups().get(1).told(Setting.WEIGHT_DECAY).orElseThrow().shortest());
  }

  @Test
  void aDecayThatLetsParametersGrowWithinRoundingIsNoDecay() {
    Drawn growing = new Drawn("sgd", Map.of("lr", 0.1, "weight_decay", -2e-7));
    UpdateReading within = UpdateReading.of(SimulatedTraining.by(growing, 13).recording());
    assertEquals(Optional.of("sgd"), within.rule());
    assertEquals(Decay.NONE, within.groups().get(0).candidate().rule().decay());
    UpdateReading beyond =
        UpdateReading.of(SimulatedTraining.by(growing.with("weight_decay", -1e-2), 13).recording());
    assertEquals(-1e-2, told(beyond, Setting.WEIGHT_DECAY), 1e-4);
  }

  @Test
  void whatExplainsAnotherTrainingIsOnlyTriedFirst() {
    UpdateReading adamw = UpdateReading.of(SimulatedTraining.by(ADAMW, 1).recording());
    UpdateReading alike = UpdateReading.of(SimulatedTraining.by(ADAMW, 14).recording(), adamw);
    assertEquals(Optional.of("adamw"), alike.rule());
    assertEquals(0.05, told(alike, Setting.WEIGHT_DECAY), 1e-4);
    UpdateReading other = UpdateReading.of(SimulatedTraining.by(MOMENTUM, 14).recording(), adamw);
    assertEquals(Optional.of("sgd"), other.rule());
    assertEquals(0.9, told(other, Setting.MOMENTUM));
  }

  @Test
  void aRateThatChangesIsReadStepByStep() {
    UpdateReading reading =
        UpdateReading.of(
            SimulatedTraining.by(ADAMW, 3).at(step -> 0.002 / Math.sqrt(step)).recording());
    assertEquals(Optional.of("adamw"), reading.rule());
    assertEquals(15, reading.groups().get(0).schedule().size());
    reading
        .groups()
        .get(0)
        .schedule()
        .forEach((step, rate) -> assertEquals(0.002 / Math.sqrt(step), rate, 1e-7));
  }

  @Test
  void aDecayThatTheRateDoesNotScaleIsToldByARateThatChanges() {
    IntToDoubleFunction rate = step -> 0.002 / Math.sqrt(step);
    UpdateReading reading =
        UpdateReading.of(
            SimulatedTraining.by(ADAMW, 3)
                .at(rate)
                .everyStep(step -> ADAMW.with("weight_decay", 1e-3 / rate.applyAsDouble(step)))
                .recording());
    assertEquals(Optional.of("adamw-unscaled-decay"), reading.rule());
    assertEquals(1e-3, told(reading, Setting.WEIGHT_DECAY), 1e-6);
  }

  @Test
  void clippingByTheNormOfAllGradientsIsRead() {
    double bound = 0.35;
    UpdateReading reading =
        UpdateReading.of(
            SimulatedTraining.by(MOMENTUM, 4).clipped(all -> scaled(all, bound)).recording());
    assertEquals(Optional.of("sgd"), reading.rule());
    assertEquals(bound, told(reading, Setting.MAX_NORM), 1e-5);
    assertEquals(0.1, told(reading, Setting.LR), 1e-5);
  }

  @Test
  void clippingEachTensorByItsOwnNormIsRead() {
    double bound = 0.15;
    UpdateReading reading =
        UpdateReading.of(
            SimulatedTraining.by(MOMENTUM, 4).clipped(all -> eachScaled(all, bound)).recording());
    assertEquals(Optional.of("sgd"), reading.rule());
    assertEquals(
        "sgd after clipping each tensor by norm", reading.groups().get(0).candidate().label());
    assertEquals(bound, told(reading, Setting.MAX_NORM), 1e-5);
  }

  private static float[][] eachScaled(float[][] all, double bound) {
    float[][] each = new float[all.length][];
    for (int k = 0; k < all.length; k++) {
      each[k] = scaled(new float[][] {all[k]}, bound)[0];
    }
    return each;
  }

  @Test
  void aMomentumThatChangesWithTheRateIsReadFromRecordedState() {
    Drawn sgd = new Drawn("sgd", Map.of("lr", 0.1, "momentum", 0.9)).withState();
    Drawn coupled = sgd.with("weight_decay", 1e-2);
    for (Drawn drawn : List.of(ADAMW.withState(), sgd, coupled)) {
      String setting = drawn.rule().equals("sgd") ? "momentum" : "beta1";
      UpdateReading reading =
          UpdateReading.of(
              SimulatedTraining.by(drawn, 9)
                  .at(step -> drawn.lr() * (1 + 0.1 * step))
                  .everyStep(step -> drawn.with(setting, 0.95 - 0.01 * step))
                  .recording());
      assertEquals(Optional.of(drawn.rule()), reading.rule(), () -> drawn + " " + reading);
      GroupReading main = reading.groups().get(0);
      assertEquals(setting, main.momentum().label());
      for (int step = 2; step <= 15; step++) {
        assertEquals(0.95 - 0.01 * step, main.momenta().get(step), 1e-5);
        assertEquals(drawn.lr() * (1 + 0.1 * step), main.schedule().get(step), 1e-4 * drawn.lr());
      }
    }
  }

  @Test
  void aFloat32PowerThatIsOffInItsLastPlaceIsStillTold() {
    Drawn keras =
        new Drawn(
            "adam-epsilon-hat-float32-power",
            Map.of("lr", 0.002, "beta1", 0.9, "beta2", 0.999, "eps", 1e-7));
    for (Drawn drawn : List.of(keras, keras.withState())) {
      UpdateReading reading = UpdateReading.of(SimulatedTraining.by(drawn, 10).recording());
      assertEquals(Optional.of(drawn.rule()), reading.rule(), () -> "" + reading);
      assertEquals(0.999, told(reading, Setting.BETA2));
      assertEquals(1e-7, told(reading, Setting.EPS), 1e-10);
    }
  }

  @Test
  void recordedStateTellsLionsFactors() {
    Drawn lion = new Drawn("lion", Map.of("lr", 0.001, "beta1", 0.9, "beta2", 0.99)).withState();
    UpdateReading reading = UpdateReading.of(SimulatedTraining.by(lion, 11).recording());
    assertEquals(Optional.of("lion"), reading.rule());
    assertEquals(0.99, told(reading, Setting.BETA2));
    assertEquals(0.9, told(reading, Setting.BETA1), 0.02);
  }

  @Test
  void withoutStartValuesStateStillFollowsFromTheGradients() {
    UpdateReading reading =
        UpdateReading.of(
            SimulatedTraining.by(ADAMW, 12)
                .keeping((tensor, step) -> tensor.kind() != Kind.START)
                .recording());
    assertEquals(Optional.of("adamw"), reading.rule());
    assertEquals(0.999, told(reading, Setting.BETA2));
  }

  private static float[][] scaled(float[][] all, double bound) {
    double sum = 0;
    for (float[] tensor : all) {
      for (float element : tensor) {
        sum += (double) element * element;
      }
    }
    float factor = (float) Math.min(1, bound / (Math.sqrt(sum) + 1e-6));
    float[][] scaled = new float[all.length][];
    for (int k = 0; k < all.length; k++) {
      scaled[k] = new float[all[k].length];
      for (int i = 0; i < all[k].length; i++) {
        scaled[k][i] = all[k][i] * factor;
      }
    }
    return scaled;
  }

  @Test
  void withoutGradientsNothingCanBeTold() {
    UpdateReading reading =
        UpdateReading.of(
            SimulatedTraining.by(ADAMW, 5)
                .keeping((tensor, step) -> tensor.kind() != Kind.GRADIENT)
                .recording());
    assertEquals(Optional.empty(), reading.rule());
    assertFalse(reading.isExplained());
    assertEquals(List.of(), reading.groups());
  }

  @Test
  void recordedStateMakesUpForAGap() {
    UpdateReading reading =
        UpdateReading.of(
            SimulatedTraining.by(ADAMW.withState(), 6)
                .keeping((tensor, step) -> step > 7)
                .recording());
    assertEquals(Optional.of("adamw"), reading.rule());
    assertEquals(0.999, told(reading, Setting.BETA2));
  }

  @Test
  void withoutTheBeginningAndWithoutStateOnlyRulesThatKeepNoneCanBeTold() {
    UpdateReading adam =
        UpdateReading.of(
            SimulatedTraining.by(ADAMW, 7).keeping((tensor, step) -> step > 7).recording());
    assertEquals(Optional.empty(), adam.rule());
    UpdateReading sgd =
        UpdateReading.of(
            SimulatedTraining.by(new Drawn("sgd", Map.of("lr", 0.3)), 7)
                .keeping((tensor, step) -> step > 7)
                .recording());
    assertEquals(Optional.of("sgd"), sgd.rule());
    assertEquals(0.3, told(sgd, Setting.LR), 1e-6);
  }

  @Test
  void oneElementThatNoRuleExplainsLeavesTheTrainingUnexplained() {
    int[] step = {0};
    UpdateReading reading =
        UpdateReading.of(
            SimulatedTraining.by(MOMENTUM, 8).clipped(all -> spoiled(all, ++step[0])).recording());
    assertEquals(Optional.empty(), reading.rule());
    assertEquals(List.of("layer.weight"), reading.unexplained());
    assertEquals(
        List.of(List.of("head.weight", "layer.bias", "head.bias")),
        reading.groups().stream().map(GroupReading::parameters).toList());
    assertEquals("sgd", reading.groups().get(0).rule());
  }

  private static float[][] spoiled(float[][] all, int step) {
    if (step == 9) {
      all[0][50] *= 1.5f;
    }
    return all;
  }
}
