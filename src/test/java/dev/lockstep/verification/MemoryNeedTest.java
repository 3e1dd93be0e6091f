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
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.tensor.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void theExamsCasesNeedNoMoreThanAnyHeapHas() {
    double bytes = need(ExampleCases.exam("exam-lstm"), Job.Mode.FREE_RUNNING).bytes();
    assertTrue(bytes > 5 * MEBIBYTE && bytes < 100 * MEBIBYTE, () -> bytes + " bytes");
  }

  @Test
  void theNeedGrowsWithEpochsAndWithTheText() {
    double small = need(of(100, 10, 4), Job.Mode.FREE_RUNNING).bytes();
    assertEquals(9, need(of(100, 100, 4), Job.Mode.FREE_RUNNING).bytes() / small, 1);
    assertTrue(need(of(1_000_000, 10, 4), Job.Mode.FREE_RUNNING).bytes() > 20 * small);
  }

  @Test
  void aRecordingHoldsEveryForwardPass() {
    double training = need(of(10_000, 50, 4), Job.Mode.FREE_RUNNING).bytes();
    assertTrue(need(of(10_000, 50, 4), Job.Mode.RECORDED).bytes() > 4 * training);
  }

  /** More than any number of bytes that a long holds, and nothing is made to find that out. */
  @Test
  void theLargestCaseIsRefused() {
    TrainingCase largest = of(1_000_000_000, Integer.MAX_VALUE / 2, 11_000);
    assertTrue(need(largest, Job.Mode.RECORDED).refusal(Long.MAX_VALUE).isPresent());
  }

  @Test
  void aRefusalSaysWhatIsNeededWhatThereIsAndWhatHelps() {
    assertEquals(Optional.empty(), new MemoryNeed(100).refusal(100));
    assertEquals(
        Optional.of(
            "its numbers need about 3.5 GiB of memory, of which Java may use 256 MiB; -Xmx gives it"
                + " more, fewer epochs or a shorter text need less"),
        new MemoryNeed(3.5 * (1 << 30)).refusal(256 * MEBIBYTE));
  }

  private static TrainingCase of(int repeat, int epochs, int hidden) {
    return new TrainingCase(
        "large",
        "",
        new Task("ab", repeat, List.of("a", "b")),
        CellKind.LSTM,
        hidden,
        1,
        epochs,
        new OptimizerSpec.Adam(0.1),
        Optional.empty());
  }

  private static MemoryNeed need(TrainingCase trainingCase, Job.Mode mode) {
    Execution execution = new Execution(Precision.FLOAT32, Device.CPU);
    CaseFile file = new CaseFile(Path.of("large.json"), trainingCase);
    return MemoryNeed.of(List.of(new Job(file, new ReferenceBackend(), execution, mode)));
  }
}
