package dev.lockstep.junit;

import dev.lockstep.recording.Kind;
import dev.lockstep.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Tests that {@link GoldenTest} runs; some fail. */
class GoldenExamples {
  static final String LINEAR = "target/goldens/linear";
  static final String WITHOUT_NOISE = "target/goldens/without-noise";

  static class WithField {
    @Golden(LINEAR)
    private GoldenRecording golden;

    @Test
    void computesTheSame() {
      checkAll(golden, UnaryOperator.identity());
    }
  }

  @Test
  void computesTheSame(@Golden(LINEAR) GoldenRecording golden) {
    checkAll(golden, UnaryOperator.identity());
  }

  /** As a sum over a batch of two in place of a mean does. */
  @Test
  void hasGradientsTwiceAsLarge(@Golden(LINEAR) GoldenRecording golden) {
    for (GoldenStep step : golden.steps()) {
      Map<String, Tensor> computed = tensors(step);
      computed.computeIfPresent(
          "gradient/weight", (name, gradient) -> gradient.map(value -> 2 * value));
      golden.check(step, computed);
    }
  }

  @Test
  void checksNothing(@Golden(LINEAR) GoldenRecording golden) {
    golden.start();
  }

  @Test
  void checksOneTensor(@Golden(LINEAR) GoldenRecording golden) {
    checkBias(golden);
  }

  @Test
  void ignoresTheRest(@Golden(value = LINEAR, ignore = "gradient/weight") GoldenRecording golden) {
    checkBias(golden);
  }

  private static void checkBias(GoldenRecording golden) {
    for (GoldenStep step : golden.steps()) {
      golden.check(step, "gradient/bias", step.tensor("gradient/bias").toFloatArray());
    }
  }

  @Test
  void isNotKnownToBeRight(@Golden(WITHOUT_NOISE) GoldenRecording golden) {
    golden.check(golden.steps().get(0), "loss/loss", 1.0000001);
  }

  @Test
  void isInLockstep(@Golden(LINEAR) GoldenRecording golden) {
    golden.lockstep();
    checkAll(golden, UnaryOperator.identity());
  }

  @Test
  void isWrongInLockstep(@Golden(LINEAR) GoldenRecording golden) {
    golden.lockstep();
    checkAll(golden, tensor -> tensor.map(value -> value * 1.01));
  }

  @Test
  void failsByItself(@Golden(LINEAR) GoldenRecording golden) {
    golden.check(golden.steps().get(0), "loss/loss", 17.0);
    throw new IllegalStateException("its own reason");
  }

  @Test
  void namesNoKind(@Golden(LINEAR) GoldenRecording golden) {
    golden.check(golden.steps().get(0), "weight", 1.0);
  }

  @Test
  void namesAnotherInput(@Golden(LINEAR) GoldenRecording golden) {
    golden.steps().get(0).input("y");
  }

  @Test
  void hasNoGolden(@Golden("golden/none") GoldenRecording golden) {
    golden.start();
  }

  private static void checkAll(GoldenRecording golden, UnaryOperator<Tensor> change) {
    for (GoldenStep step : golden.steps()) {
      Map<String, Tensor> computed = tensors(step);
      computed.replaceAll((name, tensor) -> change.apply(tensor));
      golden.check(step, computed);
    }
  }

  /** What the golden computed in a step. */
  private static Map<String, Tensor> tensors(GoldenStep step) {
    Map<String, Tensor> computed = new HashMap<>();
    step.tensors().keySet().stream()
        .filter(name -> !Set.of(Kind.START, Kind.INPUT).contains(name.kind()))
        .forEach(name -> computed.put(name.toString(), step.tensor(name.toString())));
    return computed;
  }
}
