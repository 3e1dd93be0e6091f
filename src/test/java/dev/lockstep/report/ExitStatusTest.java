package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Job;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExitStatusTest {

  @Test
  void allEquivalentIsZero() {
    assertEquals(0, Reports.PASSING.exitStatus().code());
  }

  @Test
  void oneDivergenceIsOneWhateverElseFailed() {
    assertEquals(1, Reports.MIXED.exitStatus().code());
  }

  @Test
  void anErrorBesideAnEquivalentOneIsThree() {
    assertEquals(3, statusOf(new ReferenceBackend(), Reports.BROKEN));
  }

  @Test
  void anUnsupportedOneBesideAnEquivalentOneIsThree() {
    assertEquals(3, statusOf(new ReferenceBackend(), Reports.UNABLE));
  }

  @Test
  void nothingComparedIsThree() {
    assertEquals(3, Reports.withOutcomes(List.of()).exitStatus().code());
  }

  @Test
  void aCaseThatNobodyTrainedIsThree() {
    CaseOutcome untouched = new CaseOutcome(Reports.ODD, List.of(), Optional.empty(), List.of());
    assertEquals(3, Reports.withOutcomes(List.of(untouched)).exitStatus().code());
    CaseOutcome passing = Reports.PASSING.outcomes().get(0);
    assertEquals(3, Reports.withOutcomes(List.of(passing, untouched)).exitStatus().code());
  }

  private static int statusOf(Backend... backends) {
    return Reports.of(Job.Mode.FREE_RUNNING, List.of(Reports.PLAIN), List.of(backends))
        .exitStatus()
        .code();
  }
}
