package dev.lockstep.fault;

import static dev.lockstep.fault.FaultTraining.fault;
import static dev.lockstep.fault.FaultTraining.open;
import static dev.lockstep.fault.FaultTraining.trainingCase;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong cell or loss still has the right gradient of what it computes. */
class FaultGradientTest {
  private static final double STEP = 1e-6;

  @ParameterizedTest
  @CsvSource({
    "lstm-gates-ifog, LSTM",
    "lstm-gates-iofg, LSTM",
    "lstm-gates-figo, LSTM",
    "lstm-without-output-tanh, LSTM",
    "lstm-forget-bias, LSTM",
    "gru-gates-zrn, GRU",
    "gru-reset-before-product, GRU",
    "gru-update-swapped, GRU",
    "rnn-relu-for-tanh, RNN",
    "rnn-tanh-for-relu, RNN_RELU",
    "without-bias-hh, GRU",
    "loss-summed, RNN",
    "targets-not-shifted, LSTM",
    "rnn-sigmoid-for-tanh, RNN",
    "rnn-without-tanh, RNN",
    "lstm-candidate-sigmoid, LSTM",
    "lstm-output-sigmoid, LSTM",
    "lstm-without-input-gate, LSTM",
    "lstm-without-forget-gate, LSTM",
    "lstm-without-output-gate, LSTM",
    "gru-without-reset, GRU",
    "weight-hh-transposed, LSTM",
    "without-bias-ih, LSTM",
    "bias-hh-doubled, GRU",
    "sequence-reversed, GRU",
    "state-read-before-step, LSTM",
    "targets-shifted-twice, RNN",
    "softmax-twice, RNN",
    "labels-smoothed, LSTM",
    "loss-averaged-over-characters, RNN",
    "loss-of-first-steps, GRU",
    "loss-of-later-steps, GRU",
    "loss-of-last-step, LSTM",
    "squared-error, RNN"
  })
  void gradientsAreThoseOfItsOwnLoss(String id, CellKind cell) {
    Task task = new Task("abcabdd", 1, List.of("d", "c", "b", "a"));
    TrainingCase trainingCase = trainingCase(task, cell, 3, 1, new OptimizerSpec.Sgd(0.1));
    try (Session session = open(fault(id).variant(), trainingCase)) {
      Parameters parameters = session.state().parameters();
      Parameters gradients = Steps.gradients(session.step(), trainingCase);
      for (String name : parameters.layout().names()) {
        for (int i = 0; i < parameters.get(name).size(); i++) {
          double up = loss(session, nudged(parameters, name, i, STEP));
          double down = loss(session, nudged(parameters, name, i, -STEP));
          double slope = (up - down) / (2 * STEP);
          // Rounding of the losses, some 1e-15, is divided by the step.
          assertEquals(slope, gradients.get(name).get(i), 1e-7, id + " " + name + "[" + i + "]");
        }
      }
    }
  }

  private static double loss(Session session, Parameters parameters) {
    session.load(new ModelState(parameters, Optional.empty(), 1));
    return StepTensors.loss(session.step());
  }

  private static Parameters nudged(Parameters parameters, String name, int index, double by) {
    return Parameters.of(
        parameters.layout(),
        each -> {
          Tensor tensor = parameters.get(each);
          if (!each.equals(name)) {
            return tensor;
          }
          double[] values = tensor.toArray();
          values[index] += by;
          return Tensor.of(tensor.shape(), values);
        });
  }
}
