package dev.lockstep.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.training.Lockstep;
import dev.lockstep.training.Trainer;
import java.util.List;

/** Diagnoses a library's own Adam on the exam's cases; shared by the libraries' packages. */
public final class DiagnosedAdam {
  private static final Execution FLOAT32 = new Execution(Precision.FLOAT32, Device.CPU);

  private DiagnosedAdam() {}

  /** In lockstep the rule is found out by one epoch's update alone. */
  public static void assertNamedInLockstep(String expected, Backend backend, String exam) {
    TrainingCase trainingCase = ExampleCases.exam(exam);
    Lockstep.Outcome outcome = Lockstep.run(backend, trainingCase, FLOAT32, epoch -> {});
    Kind parted = outcome.comparison().divergence().orElseThrow().tensor().name().kind();
    assertTrue(parted.compareTo(Kind.GRADIENT) > 0, () -> "parted in the " + parted);
    NoiseModel noise = NoiseModel.of(backend.info(), Precision.FLOAT32);
    assertNamed(expected, Diagnostician.ofSteps(trainingCase, outcome.divergent(), noise));
  }

  /** Free-running it is found out where it moves a training further than rounding does. */
  public static void assertNamedInTraining(String expected, Backend backend, String exam) {
    TrainingCase trainingCase = ExampleCases.exam(exam);
    List<StepRecord> actual = Trainer.train(backend, trainingCase, FLOAT32, epoch -> {});
    NoiseModel noise = NoiseModel.of(backend.info(), Precision.FLOAT32);
    Envelope envelope = Envelope.of(trainingCase, noise, 1);
    assertNamed(expected, Diagnostician.ofTraining(trainingCase, actual, envelope));
  }

  private static void assertNamed(String expected, Diagnosis diagnosis) {
    assertTrue(diagnosis.ownExcess() > 1, diagnosis::toString);
    assertEquals(
        List.of(expected),
        diagnosis.matches().stream().limit(1).map(Candidate::id).toList(),
        diagnosis::toString);
    String sentence = diagnosis.sentence();
    assertTrue(sentence.startsWith("matches to 0."), sentence);
    assertTrue(sentence.contains(" of the noise floor if Adam is "), sentence);
  }
}
