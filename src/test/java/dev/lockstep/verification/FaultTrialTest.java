package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.tensor.Precision;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultTrialTest {
  private static FaultCoverage coverage;

  @BeforeAll
  static void tryAll() {
    TrainingCase rnn = ExampleCases.exam("exam-rnn");
    Envelope envelope = Envelope.of(rnn, new NoiseModel(Precision.FLOAT32, 1), 1);
    coverage = FaultTrial.of(rnn, Precision.FLOAT32, List.of(envelope)).get(0);
  }

  /** Adam's other epsilon moves the exam's RNN by less than a printed digit. */
  @Test
  void whatThePrintedArrayLetsPassIsNotCountedAsSeenByIt() {
    assertTrue(
        coverage.byReference().contains("adam-epsilon-before-correction"), coverage::toString);
    assertFalse(coverage.byGolden().contains("adam-epsilon-before-correction"), coverage::toString);
    assertTrue(coverage.caught().contains("adam-epsilon-before-correction"), coverage::toString);
  }

  @Test
  void theComparisonWithTheReferenceCatchesAllOfTheExams() {
    assertEquals(coverage.tried(), coverage.byReference().size());
    assertEquals(List.of(), coverage.hidden());
    assertEquals(List.of(), coverage.invisible());
    assertTrue(coverage.byGolden().size() < coverage.tried());
    assertFalse(coverage.byGolden().isEmpty());
  }
}
