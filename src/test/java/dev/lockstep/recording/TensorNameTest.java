package dev.lockstep.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start/lstm.weight_ih_l0",
        "input/x",
        "loss/loss",
        "optimizer/exp_avg/0.weight",
        "parameter/a b"
      })
  void aNameIsReadAsItIsPrinted(String text) {
    assertEquals(text, TensorName.parse(text).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gradient", "gradient/", "gradient/a/b", "optimizer/a", "optimizer//a", "x/y"})
  void whatIsNoNameIsNotRead(String text) {
    assertEquals(Optional.empty(), TensorName.parse(text));
  }

  @Test
  void onlyTheOptimizersStateSaysWhich() {
    assertThrows(
        IllegalArgumentException.class, () -> new TensorName(Kind.GRADIENT, "exp_avg", "w"));
    assertThrows(IllegalArgumentException.class, () -> TensorName.of(Kind.OPTIMIZER, "w"));
  }
}
