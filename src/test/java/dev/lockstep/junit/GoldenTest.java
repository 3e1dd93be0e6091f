package dev.lockstep.junit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.lockstep.recording.Recorder;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class GoldenTest {
  private static final Path REPORTS = Path.of("target", "lockstep-report");

  @BeforeAll
  static void recordGoldens() {
    RecordingFacts facts = RecordingFacts.of("linear", ElementType.F32);
    try (Recorder recorder = Recorder.create(Path.of(GoldenExamples.WITHOUT_NOISE), facts)) {
      recorder.beginStep(1);
      recorder.loss("loss", 1);
      recorder.finish();
    }
    try (Recorder recorder = Recorder.create(Path.of(GoldenExamples.LINEAR), facts)) {
      Random random = new Random(1);
      for (int step = 1; step <= 3; step++) {
        recorder.beginStep(step);
        recorder.input("x", Shape.of(3), numbers(random, 3));
        recorder.loss("loss", random.nextDouble());
        recorder.gradient("weight", Shape.of(4, 3), numbers(random, 12));
        recorder.gradient("bias", Shape.of(4), numbers(random, 4));
        for (String name : List.of("loss/loss", "gradient/weight", "gradient/bias")) {
          TensorName tensor = TensorName.parse(name).orElseThrow();
          recorder.noise(tensor, Tensor.scalar(1e-8));
          recorder.localNoise(tensor, Tensor.scalar(1e-8));
        }
      }
      recorder.finish();
    }
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void aTestThatComputesTheSameNumbersPassesAndLeavesAReport() {
    assertEquals(TestExecutionResult.Status.SUCCESSFUL, run("computesTheSame").getStatus());
    Path report = REPORTS.resolve("GoldenExamples.computesTheSame");
    assertTrue(Files.isRegularFile(report.resolve("report.json")), report::toString);
  }

  @Test
  void aTestThatDivergesFailsOnceWithTheFirstDivergenceTheCountsAndTheReport() {
    Throwable failure = failure("hasGradientsTwiceAsLarge");
    String message = failure.getMessage();
    assertAll(
        () -> assertEquals(AssertionFailedError.class, failure.getClass()),
        () -> assertTrue(message.startsWith("DIVERGENT: step 1, gradient/weight"), message),
        () -> assertTrue(message.contains("51 elements in 3 steps: 36 mismatches"), message),
        () -> assertTrue(message.contains("[gradient-scaled, leaves"), message),
        () -> assertTrue(message.contains("mvn test '-Dtest=GoldenExamples#has"), message),
        () -> assertTrue(message.contains("Report: target/lockstep-report/Golden"), message));
  }

  @Test
  void aTestThatChecksNothingFails() {
    assertEquals(
        "nothing was compared: the test checked nothing against target/goldens/linear",
        failure("checksNothing").getMessage());
  }

  @Test
  void whatTheTestLeavesOutIsAMismatchUnlessItIsIgnored() {
    String message = failure("checksOneTensor").getMessage();
    assertTrue(message.contains("gradient/weight is missing on the actual side"), message);
    assertEquals(TestExecutionResult.Status.SUCCESSFUL, run("ignoresTheRest").getStatus());
  }

  @Test
  void aTestThatRoundingMayDecideIsAbortedWithTheReason() {
    TestExecutionResult result = run("isNotKnownToBeRight");
    assertEquals(TestExecutionResult.Status.ABORTED, result.getStatus());
    Throwable aborted = result.getThrowable().orElseThrow();
    assertEquals(TestAbortedException.class, aborted.getClass());
    assertTrue(aborted.getMessage().startsWith("INCONCLUSIVE: "), aborted.getMessage());
  }

  @Test
  void aTestThatStartsFromTheGoldensStateIsJudgedInLockstep() {
    assertEquals(TestExecutionResult.Status.SUCCESSFUL, run("isInLockstep").getStatus());
    String message = failure("isWrongInLockstep").getMessage();
    assertTrue(message.contains("in lockstep, each step by itself"), message);
  }

  @Test
  void aTestThatFailsByItselfIsNotJudgedBesides() {
    Throwable failure = failure("failsByItself");
    assertEquals("its own reason", failure.getMessage());
    assertEquals(0, failure.getSuppressed().length);
  }

  @Test
  void aFieldIsHandedAGoldenToo() {
    assertEquals(
        TestExecutionResult.Status.SUCCESSFUL,
        run(GoldenExamples.WithField.class, "computesTheSame", "").getStatus());
  }

  @Test
  void namesThatAreNoneSayWhatIsAllowed() {
    assertEquals(
        "found the tensor's name \"weight\"; allowed: KIND/NAME, such as gradient/head.weight,"
            + " or optimizer/STATE/NAME",
        failure("namesNoKind").getMessage());
    assertEquals(
        "step 1 of the golden recording holds no input/y; of that kind it holds input/x",
        failure("namesAnotherInput").getMessage());
  }

  @Test
  void aFolderThatIsNoRecordingIsNamed() {
    String message = failure("hasNoGolden").getMessage();
    assertTrue(message.contains("golden/none"), message);
  }

  private static Throwable failure(String method) {
    TestExecutionResult result = run(method);
    assertEquals(TestExecutionResult.Status.FAILED, result.getStatus());
    return result.getThrowable().orElseThrow();
  }

  private static TestExecutionResult run(String method) {
    return run(GoldenExamples.class, method, GoldenRecording.class.getName());
  }

  private static TestExecutionResult run(Class<?> type, String method, String parameters) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(type, method, parameters))
        .execute()
        .testEvents()
        .filter(event -> event.getType() == EventType.FINISHED)
        .findFirst()
        .orElseThrow()
        .getRequiredPayload(TestExecutionResult.class);
  }
}
