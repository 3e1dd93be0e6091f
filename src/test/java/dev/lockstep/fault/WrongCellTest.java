package dev.lockstep.fault;

import static dev.lockstep.fault.FaultTraining.epochFrom;
import static dev.lockstep.fault.FaultTraining.fault;
import static dev.lockstep.fault.FaultTraining.open;
import static dev.lockstep.fault.FaultTraining.startOf;
import static dev.lockstep.fault.FaultTraining.train;
import static dev.lockstep.fault.FaultTraining.trainingCase;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong cells against a second way of saying the same. */
class WrongCellTest {
  private static final double TINY = 1e-13;

  private static TrainingCase abc(CellKind cell, int epochs) {
    Task task = new Task("abcabdd", 2, List.of("d", "c", "b", "a"));
    return trainingCase(task, cell, 3, epochs, new OptimizerSpec.Sgd(0.1));
  }

  /** Block k of each of the cell's tensors made from all its blocks. */
  private static Parameters withBlocks(
      Parameters parameters, IntFunction<Integer> source, IntFunction<DoubleUnaryOperator> map) {
    return Parameters.of(
        parameters.layout(),
        name -> {
          Tensor tensor = parameters.get(name);
          if (name.equals(ParameterLayout.WEIGHT) || name.equals(ParameterLayout.BIAS)) {
            return tensor;
          }
          int gates = parameters.layout().cell().gates();
          int block = tensor.size() / gates;
          double[] values = new double[tensor.size()];
          for (int i = 0; i < values.length; i++) {
            int from = source.apply(i / block) * block + i % block;
            values[i] = map.apply(i / block).applyAsDouble(tensor.get(from));
          }
          return Tensor.of(tensor.shape(), values);
        });
  }

  private static void assertClose(Parameters expected, Parameters actual) {
    for (String name : expected.layout().names()) {
      assertArrayEquals(expected.get(name).toArray(), actual.get(name).toArray(), TINY, () -> name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lstm-gates-ifog, LSTM, 0132",
    "lstm-gates-iofg, LSTM, 0231",
    "lstm-gates-figo, LSTM, 1023",
    "gru-gates-zrn, GRU, 102"
  })
  void aWrongGateOrderTrainsLikeTheRightOneOnWeightsInThatOrder(
      String id, CellKind cell, String source) {
    TrainingCase trainingCase = abc(cell, 3);
    ModelState start;
    try (Session session = open(Variant.correct(), trainingCase)) {
      start = session.state();
    }
    IntFunction<Integer> gather = k -> source.charAt(k) - '0';
    IntFunction<Integer> scatter = k -> source.indexOf('0' + k);
    IntFunction<DoubleUnaryOperator> same = k -> DoubleUnaryOperator.identity();
    try (Session wrong = open(fault(id).variant(), trainingCase);
        Session right = open(Variant.correct(), trainingCase)) {
      right.load(new ModelState(withBlocks(start.parameters(), gather, same), Optional.empty(), 0));
      for (int epoch = 1; epoch <= 3; epoch++) {
        StepRecord expected = right.step();
        StepRecord actual = wrong.step();
        assertEquals(StepTensors.loss(expected), StepTensors.loss(actual));
        assertEquals(
            withBlocks(Steps.gradients(expected, trainingCase), scatter, same),
            Steps.gradients(actual, trainingCase));
        assertEquals(
            withBlocks(right.state().parameters(), scatter, same), wrong.state().parameters());
      }
    }
  }

  @Test
  void aSwappedUpdateGateIsTheRightOneWithItsWeightsNegated() {
    // σ(-a) = 1 - σ(a), so negating the block of z exchanges z and 1 - z.
    TrainingCase trainingCase = abc(CellKind.GRU, 1);
    IntFunction<DoubleUnaryOperator> negateZ = k -> k == 1 ? x -> -x : x -> x;
    IntFunction<Integer> stay = k -> k;
    StepRecord wrong = train(fault("gru-update-swapped").variant(), trainingCase).get(0);
    Parameters start = startOf(trainingCase);
    StepRecord right =
        epochFrom(
            Variant.correct(),
            trainingCase,
            new ModelState(withBlocks(start, stay, negateZ), Optional.empty(), 0));
    assertEquals(StepTensors.loss(right), StepTensors.loss(wrong), TINY);
    assertClose(
        withBlocks(Steps.gradients(right, trainingCase), stay, negateZ),
        Steps.gradients(wrong, trainingCase));
  }

  @Test
  void aRaisedForgetBiasIsTheRightCellWithOneMoreInBiasIh() {
    TrainingCase trainingCase = abc(CellKind.LSTM, 1);
    Parameters start = startOf(trainingCase);
    Parameters raised =
        Parameters.of(
            start.layout(),
            name -> {
              double[] values = start.get(name).toArray();
              if (name.equals(ParameterLayout.BIAS_IH)) {
                for (int row = 3; row < 6; row++) {
                  values[row] += 1;
                }
              }
              return Tensor.of(start.get(name).shape(), values);
            });
    StepRecord wrong = train(fault("lstm-forget-bias").variant(), trainingCase).get(0);
    StepRecord right =
        epochFrom(Variant.correct(), trainingCase, new ModelState(raised, Optional.empty(), 0));
    assertEquals(Steps.of(right, Kind.ACTIVATION), Steps.of(wrong, Kind.ACTIVATION));
    assertEquals(Steps.of(right, Kind.GRADIENT), Steps.of(wrong, Kind.GRADIENT));
  }

  @Test
  void withoutPropagationThroughTimeEachStepHasItsOwnGradientOnly() {
    // h' = tanh(...), so dL/dW_hh = sum over t of W^T (softmax - target) / T * (1 - h_t²) h_(t-1).
    Task task = new Task("abba", 1, List.of("a", "b"));
    TrainingCase trainingCase = trainingCase(task, CellKind.RNN, 1, 1, new OptimizerSpec.Sgd(0.1));
    Parameters start = startOf(trainingCase);
    StepRecord record = train(fault("no-propagation-through-time").variant(), trainingCase).get(0);
    Tensor hidden = record.get(StepTensors.HIDDEN);
    Tensor softmax = record.get(StepTensors.SOFTMAX);
    double expected = 0;
    for (int t = 1; t < 3; t++) {
      double byHidden = 0;
      for (int v = 0; v < 2; v++) {
        double target = task.targets()[t] == v ? 1 : 0;
        byHidden += start.get(ParameterLayout.WEIGHT).get(v) * (softmax.get(t, v) - target) / 3;
      }
      expected += byHidden * (1 - hidden.get(t) * hidden.get(t)) * hidden.get(t - 1);
    }
    assertEquals(expected, Steps.gradient(record, ParameterLayout.WEIGHT_HH).get(0), TINY);
  }
}
