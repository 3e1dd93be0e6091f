package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An implementation goes wrong in its third epoch; what its job and the next job then get. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are sent with kill")
class WorkerFaultTest {
  private static final String BEFORE_THE_THIRD = " after epoch 2 of 4";
  private static final long HEAP = 48L << 20;

  @TempDir Path directory;
  private Path temporary;
  private Path crashes;
  private WorkerRunner runner;

  @BeforeEach
  void start() throws Exception {
    temporary = Files.createDirectory(directory.resolve("작업 폴더"));
    crashes = directory.resolve("crashes");
    runner = runner(WorkerSettings.DEFAULT_STALL_LIMIT);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    runner.close();
    try (Stream<Path> files = Files.list(temporary)) {
      assertEquals(List.of(), files.toList());
    }
  }

  private WorkerRunner runner(Duration stallLimit) {
    return new WorkerRunner(
        WorkerSettings.defaults()
            .withStallLimit(stallLimit)
            .withHeapBytes(HEAP)
            .withTemporaryDirectory(temporary)
            .withCrashDirectory(crashes));
  }

  private JobResult.Failed failureOf(Misbehaviour misbehaviour) {
    Job job = Examples.job(new MisbehavingBackend(), misbehaviour.name());
    return assertInstanceOf(JobResult.Failed.class, runner.run(job, epoch -> {}));
  }

  @Test
  void aWorkerThatIsKilledIsSaidToBeAndTheNextJobsRun() {
    assertEquals(
        "the worker process was killed by SIGKILL (as the kernel does when memory runs out)"
            + BEFORE_THE_THIRD,
        failureOf(Misbehaviour.KILLED).reason());
    for (Job next :
        List.of(
            Examples.job(new MisbehavingBackend(), Misbehaviour.NONE.name()),
            Examples.job(new ReferenceBackend(), ""))) {
      assertInstanceOf(JobResult.Completed.class, runner.run(next, epoch -> {}));
    }
  }

  @Test
  void aWorkerThatIsToldToEndIsSaidToBe() {
    assertEquals(
        "the worker process was ended by SIGTERM" + BEFORE_THE_THIRD,
        failureOf(Misbehaviour.TERMINATED).reason());
  }

  @Test
  void aNativeCrashIsToldWithItsSignalItsFramesAndItsReport() throws Exception {
    JobResult.Failed failed = failureOf(Misbehaviour.CRASH);
    assertTrue(
        failed
            .reason()
            .matches(
                "the worker process crashed in native code with SIGSEGV \\(0xb\\) at pc=0x\\w+"
                    + BEFORE_THE_THIRD),
        failed.reason());
    assertTrue(
        failed.details().stream().anyMatch(line -> line.contains("Native_setInt")),
        failed.details().toString());
    String prefix = "crash report: ";
    String report =
        failed.details().stream().filter(line -> line.startsWith(prefix)).findFirst().orElseThrow();
    Path file = Path.of(report.substring(prefix.length()));
    assertEquals(crashes, file.getParent());
    assertTrue(Files.readString(file, StandardCharsets.ISO_8859_1).contains("SIGSEGV"));
  }

  @Test
  void aWorkerThatHangsIsKilledWithItsChildrenHoweverMuchItPrints() {
    runner.close();
    runner = runner(Duration.ofSeconds(6));
    JobResult.Failed failed = failureOf(Misbehaviour.HANG);
    assertEquals(
        "the worker process made no progress for 6 s and was killed" + BEFORE_THE_THIRD,
        failed.reason());
    assertEquals(21, failed.details().size());
    String line = failed.details().get(20);
    long child = Long.parseLong(line.replace("hanging with child ", ""));
    assertFalse(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false), line);
  }

  @Test
  void aWorkerOutOfHeapSaysHowMuchItHadAndHowToGiveMore() {
    assertEquals(
        "the worker process ran out of its 48 MiB of heap (java -Xmx sets it)" + BEFORE_THE_THIRD,
        failureOf(Misbehaviour.OUT_OF_HEAP).reason());
  }

  @Test
  void anExceptionIsTheImplementationsAndItsWorkerGoesOn() {
    JobResult.Failed failed = failureOf(Misbehaviour.EXCEPTION);
    assertEquals("cell 3 is on fire", failed.reason());
    assertTrue(failed.details().get(0).contains("Misbehaviour"), failed.details().toString());
  }

  @Test
  void anErrorIsTheImplementationsToo() {
    assertEquals("three is not four", failureOf(Misbehaviour.ASSERTION).reason());
  }

  @Test
  void aWorkerThatItsImplementationEndsIsAFailureWhateverTheStatus() {
    assertEquals(
        "the worker process ended with status 0" + BEFORE_THE_THIRD,
        failureOf(Misbehaviour.EXITS).reason());
  }

  @Test
  void aResultWithoutATensorSaysWhichOne() {
    JobResult.Failed failed = failureOf(Misbehaviour.NULL_TENSOR);
    assertTrue(failed.reason().startsWith("step 1 lacks gradient/weight_ih"), failed.reason());
  }
}
