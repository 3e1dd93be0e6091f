package dev.lockstep.backend.nd4j;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Small cases and sessions for this package's tests. */
final class Examples {
  static final OptimizerSpec ADAM = new OptimizerSpec.Adam(0.1);
  static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.1);

  private Examples() {}

  /** A case over a text whose vocabulary is given as one string. */
  static TrainingCase trainingCase(
      CellKind cell, int hidden, String text, String vocabulary, OptimizerSpec optimizer) {
    return new TrainingCase(
        "example",
        "this test",
        new Task(text, 1, List.of(vocabulary.split(""))),
        cell,
        hidden,
        7,
        5,
        optimizer,
        Optional.empty());
  }

  /** A case of so many steps, longer than one window of the recurrence if that is what it takes. */
  static TrainingCase ofSteps(CellKind cell, int hidden, int steps, OptimizerSpec optimizer) {
    String text = "abcacbbca".repeat(steps / 9 + 1).substring(0, steps + 1);
    return trainingCase(cell, hidden, text, "abc", optimizer);
  }

  /** A session from PyTorch's initial weights. */
  static Session open(TrainingCase trainingCase, Precision precision) {
    return open(trainingCase, TorchInitializer.initialState(trainingCase), precision);
  }

  /** A session from the given state. */
  static Session open(TrainingCase trainingCase, ModelState state, Precision precision) {
    return new Nd4jBackend().open(trainingCase, state, new Execution(precision, Device.CPU));
  }

  /** The state with every parameter set to one value. */
  static ModelState filled(ModelState state, double value) {
    return new ModelState(
        Parameters.of(
            state.parameters().layout(), name -> state.parameters().get(name).map(old -> value)),
        state.moments(),
        state.stepCount());
  }

  /** The numbers of a list separated by commas. */
  static double[] numbers(String list) {
    return Arrays.stream(list.split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
