package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseFiles;
import dev.lockstep.compare.SeriesComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.device.UsableGpu;
import dev.lockstep.tensor.Precision;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Judgement;
import dev.lockstep.verification.ProgressListener;
import dev.lockstep.verification.TrainingTask;
import dev.lockstep.verification.TrainingTask.Mode;
import dev.lockstep.verification.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exam's arrays and lockstep on a GPU, within the bounds that the processor has too. */
@Tag("gpu")
class GpuVerificationTest {

  static Stream<Backend> candidates() {
    return UsableGpu.candidates();
  }

  @ParameterizedTest
  @MethodSource("candidates")
  void trainsTheExamsCasesToTheirArraysAndAgreesInEveryEpoch(Backend backend) {
    Execution execution = new Execution(Precision.FLOAT32, UsableGpu.of(backend));
    List<TrainingTask> tasks =
        CaseFiles.read(List.of(Path.of("golden", "exam"))).stream()
            .map(caseFile -> new TrainingTask(caseFile, backend, execution, Mode.WITH_LOCKSTEP))
            .toList();
    try (WorkerRunner runner = new WorkerRunner(WorkerSettings.defaults())) {
      for (CaseOutcome outcome :
          new Verification(runner, 1, ProgressListener.silent()).run(tasks)) {
        Judgement judgement = outcome.judgements().get(0);
        assertEquals(Verdict.EQUIVALENT, judgement.verdict(), judgement.reason());
        assertEquals(0, judgement.golden().orElseThrow().softmax().mismatches());
        SeriesComparison lockstep = judgement.lockstep().orElseThrow();
        assertTrue(lockstep.isComplete());
        assertEquals(0, lockstep.mismatches());
      }
    }
  }
}
