package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.tensor.Precision;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobProgressTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Job JOB =
      new Job(
          new CaseFile(
              Path.of("a.json"),
              ExampleCases.of(CellKind.RNN, 2, "abab", "ab", new OptimizerSpec.Sgd(0.1), 40)),
          new ReferenceBackend(),
          new Execution(Precision.FLOAT32, Device.CPU),
          Job.Mode.WITH_LOCKSTEP);

  private final StringWriter err = new StringWriter();
  private long now;

  @Test
  void everyJobThatEndsHasALineThatCounts() {
    JobProgress.Lines lines = lines(3);
    lines.started(JOB);
    lines.epochDone(JOB, 1);
    lines.finished(
        JOB, new JobResult.Completed(List.of(), Optional.empty(), Optional.empty(), 1.25));
    lines.finished(JOB, new JobResult.Unsupported("no GPU"));
    lines.finished(JOB, new JobResult.Failed("out of order", List.of("at a.B")));
    assertEquals(
        List.of(
            "[1/3] example-rnn reference: trained in 1.3 s",
            "[2/3] example-rnn reference: unsupported: no GPU",
            "[3/3] example-rnn reference: failed: out of order"),
        said());
  }

  @Test
  void aLongTrainingSaysHowFarItIsEveryTenSeconds() {
    JobProgress.Lines lines = lines(1);
    for (int epoch = 1; epoch <= 80; epoch++) {
      now += SECOND / 2;
      lines.epochDone(JOB, epoch);
    }
    assertEquals(
        List.of(
            "[0/1] example-rnn reference: epoch 20 of 80",
            "[0/1] example-rnn reference: epoch 40 of 80",
            "[0/1] example-rnn reference: epoch 60 of 80",
            "[0/1] example-rnn reference: epoch 80 of 80"),
        said());
  }

  @Test
  void whatAnImplementationPrintsIsItsOwnAndHarmless() {
    lines(1).printed(JOB, "ready\u001b[2J");
    assertEquals(1, said().size());
    assertTrue(said().get(0).startsWith("example-rnn reference"), said().get(0));
    assertFalse(said().get(0).contains("\u001b"), said().get(0));
  }

  private JobProgress.Lines lines(int jobs) {
    return new JobProgress.Lines(jobs, new Output(new PrintWriter(err)), () -> now);
  }

  private List<String> said() {
    return err.toString().lines().toList();
  }
}
