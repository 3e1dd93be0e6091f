package dev.lockstep.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cases.CaseArbitraries;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.fault.FaultBackend;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.tensor.Precision;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** What a wrong implementation is told: the smallest case that shows it, and how to run it. */
class ShrinkingProperties {

  @Provide
  Arbitrary<TrainingCase> cases() {
    return CaseArbitraries.cases();
  }

  @Property(seed = "43052")
  @AddLifecycleHook(FailsWithTheSmallestCase.class)
  void aWrongBackendIsFoundOut(@ForAll("cases") TrainingCase trainingCase) {
    FaultBackend wrong = new FaultBackend(FaultCatalogue.named("without-bias-hh").orElseThrow());
    new Trial(trainingCase, wrong, Precision.FLOAT32).assertInLockstepWithReference();
  }

  static final class FailsWithTheSmallestCase implements AroundPropertyHook {
    @Override
    public PropertyExecutionResult aroundProperty(
        PropertyLifecycleContext context, PropertyExecutor property) {
      PropertyExecutionResult result = property.execute();
      assertEquals(PropertyExecutionResult.Status.FAILED, result.status());
      assertMessage(result.throwable().orElseThrow().getMessage());
      return result.mapToSuccessful();
    }
  }

  private static void assertMessage(String message) {

    assertTrue(
        message.startsWith(
            "without-bias-hh parts from the reference in step 1, activation/hidden [0, 0]:\n"
                + "expected "),
        message);
    assertTrue(message.contains("\"text\": \"aa\""), message);
    assertTrue(message.contains("\"vocabulary\": [\"a\", \"b\"]"), message);
    assertTrue(message.contains("\"repeat\": 1"), message);
    assertTrue(message.contains("\"hidden\": 1 "), message);
    assertTrue(message.contains("\"epochs\": 1,"), message);
    assertTrue(
        message.endsWith(
            "and run: lockstep verify case.json --backend without-bias-hh --precision float32"
                + " --lockstep\n"),
        message);
  }
}
