package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.device.Preflight;
import dev.lockstep.fault.FaultBackend;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OddOneOutTest {
  private static final TrainingCase BARE =
      ExampleCases.of(CellKind.RNN, 3, "abacbcddbaacb", "abcd", new OptimizerSpec.Adam(0.1), 4);
  private static final Tensor SOFTMAX =
      StepTensors.lastSoftmax(Envelope.exactTraining(BARE, Variant.correct(), Precision.FLOAT64));
  private static final Backend WRONG =
      new FaultBackend(FaultCatalogue.named("loss-summed").orElseThrow());

  @Test
  void whereAllAgreeNobodyIs() {
    assertEquals(Optional.empty(), outcome(printed(0), right("a"), right("b")).oddOneOut());
  }

  @Test
  void aWrongImplementationIs() {
    assertEquals(
        Optional.of(
            "loss-summed is the odd one out: the expected array, the reference and a agree"),
        outcome(printed(0), right("a"), WRONG).oddOneOut());
  }

  @Test
  void aWrongPublishedArrayIsAndNoImplementationIsAccused() {
    CaseOutcome outcome = outcome(printed(0.01), right("a"), right("b"));
    assertEquals(
        Optional.of("the expected array is the odd one out: the reference, a and b agree"),
        outcome.oddOneOut());
    for (Judgement judgement : outcome.judgements()) {
      String explained = judgement.diagnosis().orElseThrow().sentence();
      assertTrue(explained.startsWith("this training is the reference's"), explained);
      assertFalse(explained.contains("nearest"), explained);
    }
  }

  @Test
  void oneWrongNumberOfAnArrayIsSpokenOfAsOne() {
    CaseOutcome outcome = outcome(printedWithOneWrong(), right("a"));
    assertTrue(
        outcome.judgements().get(0).reason().matches("1 of \\d+ values differs from .*"),
        outcome.judgements().get(0).reason());
  }

  @Test
  void ofTwoParticipantsNeitherIs() {
    assertEquals(Optional.empty(), outcome(BARE, WRONG).oddOneOut());
  }

  @Test
  void whereTwoDisagreeWithTwoNobodyIs() {
    assertEquals(Optional.empty(), outcome(printed(0.01), right("a"), WRONG).oddOneOut());
  }

  /** The exact softmax in three decimals, all of it too high by so much. */
  private static TrainingCase printed(double error) {
    return printing(SOFTMAX.map(value -> Math.rint((value + error) * 1000) / 1000));
  }

  private static TrainingCase printedWithOneWrong() {
    double[] values = SOFTMAX.map(value -> Math.rint(value * 1000) / 1000).toArray();
    values[0] += 0.01;
    return printing(Tensor.of(SOFTMAX.shape(), values));
  }

  private static TrainingCase printing(Tensor values) {
    GoldenArray golden = new GoldenArray(0, 3, values);
    return new TrainingCase(
        BARE.name(),
        "",
        BARE.task(),
        BARE.cell(),
        BARE.hidden(),
        BARE.seed(),
        BARE.epochs(),
        BARE.optimizer(),
        Optional.of(golden));
  }

  private static CaseOutcome outcome(TrainingCase trainingCase, Backend... backends) {
    CaseFile caseFile = new CaseFile(Path.of("case.json"), trainingCase);
    Execution execution = new Execution(Precision.FLOAT32, Device.CPU);
    List<Job> jobs = new ArrayList<>();
    for (Backend backend : backends) {
      jobs.add(new Job(caseFile, backend, execution, Job.Mode.FREE_RUNNING));
    }
    List<CaseOutcome> outcomes = new ArrayList<>();
    new Verification(new InProcessRunner(Preflight.ofThisMachine()), 1, ProgressListener.silent())
        .run(jobs, outcomes::add);
    return outcomes.get(0);
  }

  private static Backend right(String name) {
    return new Backend() {
      @Override
      public BackendInfo info() {
        return new BackendInfo(name, "plain Java", "for this test", Set.of(CellKind.values()));
      }

      @Override
      public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
        return new ReferenceBackend().open(trainingCase, state, execution);
      }
    };
  }
}
