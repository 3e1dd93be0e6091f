package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.recording.TensorName;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @ParameterizedTest
  @CsvSource({
    "start/weight_ih, initial value, initial value of weight_ih",
    "activation/hidden, hidden state, hidden state",
    "activation/softmax, softmax, softmax",
    "loss/loss, loss, loss",
    "gradient/lstm.weight_ih_l0, gradient, gradient of lstm.weight_ih_l0",
    "optimizer/exp_avg/bias, first moment, first moment of bias",
    "optimizer/exp_avg_sq/bias, second moment, second moment of bias",
    "optimizer/momentum_buffer/bias, momentum_buffer, momentum_buffer of bias",
    "parameter/bias, updated parameter, updated bias"
  })
  void aTensorIsCalledByItsPartAndItsParameter(String name, String part, String words) {
    TensorName tensor = TensorName.parse(name).orElseThrow();
    assertEquals(part, Wording.part(tensor));
    assertEquals(words, Wording.of(tensor));
  }

  @ParameterizedTest
  @CsvSource({
    "gradient/bias, bias",
    "parameter/weight, weight",
    "activation/softmax,",
    "loss/loss,"
  })
  void onlySomeTensorsBelongToAParameter(String name, String parameter) {
    assertEquals(
        Optional.ofNullable(parameter), Wording.parameter(TensorName.parse(name).orElseThrow()));
  }
}
