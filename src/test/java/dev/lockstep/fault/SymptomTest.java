package dev.lockstep.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import org.junit.jupiter.api.Test;

class SymptomTest {
  private static final TensorName WEIGHT = TensorName.of(Kind.GRADIENT, "weight");

  @Test
  void aSymptomIsInItsKindItsTensorAndItsEpoch() {
    Symptom symptom = Symptom.in(Kind.GRADIENT).of("weight");
    assertTrue(symptom.isAt(1, WEIGHT));
    assertFalse(symptom.isAt(2, WEIGHT));
    assertFalse(symptom.isAt(1, WEIGHT.as(Kind.PARAMETER)));
    assertFalse(symptom.isAt(1, TensorName.of(Kind.GRADIENT, "bias")));
    assertEquals("epoch 1, gradient/weight", symptom.toString());
  }

  @Test
  void aGradualOneMayShowLaterAndNoneBefore() {
    Symptom symptom = Symptom.in(Kind.LOSS, Kind.GRADIENT).fromEpoch(2).gradual();
    assertFalse(symptom.isAt(1, WEIGHT));
    assertTrue(symptom.isAt(2, WEIGHT));
    assertTrue(symptom.isAt(9, WEIGHT));
    assertEquals("epoch 2 or later, loss or gradient", symptom.toString());
  }
}
