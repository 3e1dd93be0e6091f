package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.tensor.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeNeedTest {
  private static final long GIBIBYTE = 1 << 30;

  @Test
  void theExamsCasesAreDoneWithoutAWord() {
    Job job = job(ExampleCases.exam("exam-lstm"), Job.Mode.WITH_LOCKSTEP);
    assertTrue(TimeNeed.of(job).seconds() > 0.05 && TimeNeed.of(job).seconds() < 1);
    assertEquals(Optional.empty(), TimeNeed.notice(List.of(job, job), GIBIBYTE));
  }

  /** 300,000 epochs of 4 characters fit into the memory and take their time. */
  @Test
  void whatTakesLongSaysSoAndWhichTrainingIsTheLongest() {
    List<Job> jobs =
        List.of(
            job(small(300_000), Job.Mode.FREE_RUNNING),
            job(small(3_000_000), Job.Mode.FREE_RUNNING));
    String notice = TimeNeed.notice(jobs, 1000 * GIBIBYTE).orElseThrow();
    assertTrue(
        notice.startsWith("about ")
            && notice.contains(" minutes of computing to come; the longest training is example-rnn")
            && notice.endsWith(": 3000000 epochs of 3 characters"),
        notice);
  }

  @Test
  void whatDoesNotFitIntoMemoryIsNotWaitedFor() {
    List<Job> jobs = List.of(job(small(Integer.MAX_VALUE / 2), Job.Mode.FREE_RUNNING));
    assertEquals(Optional.empty(), TimeNeed.notice(jobs, GIBIBYTE));
    assertTrue(TimeNeed.notice(jobs, Long.MAX_VALUE).orElseThrow().contains(" hours of computing"));
  }

  private static TrainingCase small(int epochs) {
    return ExampleCases.of(CellKind.RNN, 8, "abab", "ab", new OptimizerSpec.Adam(0.1), epochs);
  }

  private static Job job(TrainingCase trainingCase, Job.Mode mode) {
    return new Job(
        new CaseFile(Path.of("a.json"), trainingCase),
        new ReferenceBackend(),
        new Execution(Precision.FLOAT32, Device.CPU),
        mode);
  }
}
