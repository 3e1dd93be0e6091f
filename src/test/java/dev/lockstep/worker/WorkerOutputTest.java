package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobListener;
import dev.lockstep.verification.JobResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an implementation prints, reads or closes: it trains on, and its lines are its own. */
class WorkerOutputTest {
  @TempDir Path directory;

  private final List<String> printed = new ArrayList<>();

  private WorkerRunner runner(Path temporary) {
    return new WorkerRunner(WorkerSettings.defaults().withTemporaryDirectory(temporary));
  }

  private void assertCompletes(WorkerRunner runner, Misbehaviour misbehaviour) {
    Job job = Examples.job(new MisbehavingBackend(), misbehaviour.name());
    List<Integer> epochs = new ArrayList<>();
    printed.clear();
    JobListener listener =
        new JobListener() {
          @Override
          public void epochDone(int epoch) {
            epochs.add(epoch);
          }

          @Override
          public void printed(String line) {
            printed.add(line);
          }
        };
    assertInstanceOf(JobResult.Completed.class, runner.run(job, listener));
    assertEquals(List.of(1, 2, 3, 4), epochs);
  }

  @Test
  void whatAnImplementationPrintsIsItsOwnAndNotTheNextOnes() {
    try (WorkerRunner runner = runner(directory)) {
      assertCompletes(runner, Misbehaviour.PRINTS);
      assertEquals(List.of("@done", "run 4c4b5354 \u001b[2J", "no end"), printed);
      assertCompletes(runner, Misbehaviour.NONE);
      assertEquals(List.of(), printed);
    }
  }

  @Test
  void moreLinesThanAreHeldArriveInOrder() {
    try (WorkerRunner runner = runner(directory)) {
      assertCompletes(runner, Misbehaviour.PRINTS_MUCH);
      assertEquals(IntStream.range(0, 20_000).mapToObj(i -> "line " + i).toList(), printed);
    }
  }

  @Test
  void anImplementationMayCloseWhatItWasGiven() {
    try (WorkerRunner runner = runner(directory)) {
      assertCompletes(runner, Misbehaviour.CLOSES_EVERYTHING);
      assertCompletes(runner, Misbehaviour.NONE);
    }
  }

  @Test
  void anImplementationThatReadsFindsNothingToRead() {
    try (WorkerRunner runner = runner(directory)) {
      assertCompletes(runner, Misbehaviour.READS_INPUT);
      assertEquals(List.of("read -1"), printed);
    }
  }

  @Test
  void aDirectoryWhosePathIsTooLongForASocketDoesNotMatter() throws Exception {
    Path deep = directory.resolve("x".repeat(100)).resolve("안녕".repeat(30));
    Files.createDirectories(deep);
    try (WorkerRunner runner = runner(deep)) {
      assertCompletes(runner, Misbehaviour.PRINTS);
    }
    assertEquals(List.of(), Parent.files(deep));
  }
}
