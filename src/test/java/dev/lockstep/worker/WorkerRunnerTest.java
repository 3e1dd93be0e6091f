package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.device.Preflight;
import dev.lockstep.model.ModelState;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.Job.Mode;
import dev.lockstep.verification.JobResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkerRunnerTest {
  @TempDir Path directory;

  static Stream<Backend> installed() {
    return Backends.installed().all().stream();
  }

  private WorkerRunner runner() {
    return new WorkerRunner(WorkerSettings.defaults().withTemporaryDirectory(directory));
  }

  @ParameterizedTest
  @MethodSource("installed")
  void aWorkerComputesTheSameBitsAsThisProcess(Backend backend) throws Exception {
    Job job = Examples.job(backend, "", Mode.WITH_LOCKSTEP);
    List<Integer> epochs = new ArrayList<>();
    try (WorkerRunner runner = runner()) {
      JobResult.Completed actual =
          assertInstanceOf(JobResult.Completed.class, runner.run(job, epochs::add));
      JobResult.Completed expected =
          assertInstanceOf(
              JobResult.Completed.class,
              new InProcessRunner(Preflight.ofThisMachine()).run(job, epoch -> {}));
      assertEquals(expected.steps(), actual.steps());
      assertEquals(expected.lockstep(), actual.lockstep());
      assertTrue(actual.seconds() > 0);
    }
    assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8), epochs);
    assertEquals(List.of(), files());
  }

  @Test
  void anIdleWorkerEndsAfterItsLimitAndTheNextJobGetsANewOne() throws Exception {
    Job job = Examples.job(new ReferenceBackend(), "");
    WorkerSettings settings =
        WorkerSettings.defaults()
            .withTemporaryDirectory(directory)
            .withIdleLimit(Duration.ofMillis(1));
    try (WorkerRunner runner = new WorkerRunner(settings)) {
      Set<ProcessHandle> before = children();
      assertInstanceOf(JobResult.Completed.class, runner.run(job, epoch -> {}));
      for (ProcessHandle worker : children()) {
        if (!before.contains(worker)) {
          worker.onExit().get(1, TimeUnit.MINUTES);
        }
      }
      assertInstanceOf(JobResult.Completed.class, runner.run(job, epoch -> {}));
    }
    assertEquals(List.of(), files());
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  @Test
  void anImplementationThatNoOtherProcessCanMakeIsRefusedByName() {
    Backend anonymous =
        new Backend() {
          @Override
          public BackendInfo info() {
            return new BackendInfo("made-here", "plain Java", "", Set.of());
          }

          @Override
          public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
            throw new AssertionError("never opened");
          }
        };
    try (WorkerRunner runner = runner()) {
      assertEquals(
          new JobResult.Failed(
              "a worker process cannot make made-here: its class has no public constructor without"
                  + " parameters; run it in this process",
              List.of()),
          runner.run(Examples.job(anonymous, ""), epoch -> {}));
    }
  }

  @Test
  void aTemporaryDirectoryThatIsMissingFailsTheJob() {
    Path missing = directory.resolve("nowhere");
    try (WorkerRunner runner =
        new WorkerRunner(WorkerSettings.defaults().withTemporaryDirectory(missing))) {
      JobResult.Failed failed =
          assertInstanceOf(
              JobResult.Failed.class,
              runner.run(Examples.job(new ReferenceBackend(), ""), epoch -> {}));
      assertTrue(
          failed.reason().startsWith("no worker process can be had: " + missing), failed.reason());
    }
  }

  @Test
  void aClosedRunnerRunsNothing() {
    WorkerRunner runner = runner();
    runner.close();
    assertEquals(
        new JobResult.Failed(
            "no worker process can be had: the workers were told to end", List.of()),
        runner.run(Examples.job(new ReferenceBackend(), ""), epoch -> {}));
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
