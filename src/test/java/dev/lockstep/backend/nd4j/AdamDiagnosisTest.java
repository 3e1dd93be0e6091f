package dev.lockstep.backend.nd4j;

import dev.lockstep.diagnosis.DiagnosedAdam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamDiagnosisTest {

  @ParameterizedTest
  @ValueSource(strings = {"exam-rnn", "exam-lstm"})
  void nd4jsOwnAdamIsNamedInLockstep(String exam) {
    DiagnosedAdam.assertNamedInLockstep("adam-of-nd4j", LibraryAdam.backend(), exam);
  }

  @Test
  void nd4jsOwnAdamIsNamedInAFreeRunningTraining() {
    DiagnosedAdam.assertNamedInTraining("adam-of-nd4j", LibraryAdam.backend(), "exam-lstm");
  }
}
