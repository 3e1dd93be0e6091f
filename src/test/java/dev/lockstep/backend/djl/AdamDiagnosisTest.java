package dev.lockstep.backend.djl;

import dev.lockstep.backend.Backend;
import dev.lockstep.diagnosis.DiagnosedAdam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamDiagnosisTest {
  private static final Backend DJL =
      new DjlBackend(
          "djl-sequence", "DJL's own Adam", () -> WholeSequence::new, () -> LibraryAdam::new, 25);

  @ParameterizedTest
  @ValueSource(strings = {"exam-rnn", "exam-lstm"})
  void djlsOwnAdamIsNamedInLockstep(String exam) {
    DiagnosedAdam.assertNamedInLockstep("adam-of-djl", DJL, exam);
  }

  @Test
  void djlsOwnAdamIsNamedInAFreeRunningTraining() {
    DiagnosedAdam.assertNamedInTraining("adam-of-djl", DJL, "exam-lstm");
  }
}
