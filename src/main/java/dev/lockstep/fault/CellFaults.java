package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.LstmFormula;
import dev.lockstep.backend.reference.Unrolled;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Wrong cells. */
final class CellFaults {
  private CellFaults() {}

  static List<Fault> all() {
    return Stream.of(lstm(), gru(), rnn(), biases()).flatMap(List::stream).toList();
  }

  private static List<Fault> lstm() {
    return List.of(
        fault(
            "lstm-gates-ifog",
            "the LSTM's gates come in the order i, f, o, g",
            CellKind.LSTM,
            right -> PermutedGates.of(CellKind.LSTM, "i", "f", "o", "g")),
        fault(
            "lstm-gates-iofg",
            "the LSTM's gates come in the order i, o, f, g, as in ONNX",
            CellKind.LSTM,
            right -> PermutedGates.of(CellKind.LSTM, "i", "o", "f", "g")),
        fault(
            "lstm-gates-figo",
            "the LSTM's gates come in the order f, i, g, o",
            CellKind.LSTM,
            right -> PermutedGates.of(CellKind.LSTM, "f", "i", "g", "o")),
        fault(
            "lstm-without-output-tanh",
            "the LSTM hands out its cell state without tanh",
            CellKind.LSTM,
            right -> new Unrolled(new LstmFormula(new LinearOutput()))),
        // The first step multiplies the forget gate by a zero state.
        fault(
            "lstm-forget-bias",
            "the LSTM adds 1 to its forget gate's bias",
            CellKind.LSTM,
            Conditions.severalSteps(),
            BiasFaults::raisedForgetBias));
  }

  private static List<Fault> gru() {
    return List.of(
        fault(
            "gru-gates-zrn",
            "the GRU's gates come in the order z, r, n, as in ONNX and Keras",
            CellKind.GRU,
            right -> PermutedGates.of(CellKind.GRU, "z", "r", "n")),
        fault(
            "gru-reset-before-product",
            "the GRU resets the hidden state before the product",
            CellKind.GRU,
            right -> new Unrolled(new ResetFirstGru())),
        fault(
            "gru-update-swapped",
            "the GRU's update gate works the other way round, h' = z n + (1 - z) h",
            CellKind.GRU,
            right -> PermutedGates.negating(CellKind.GRU, "z")));
  }

  private static List<Fault> rnn() {
    return List.of(
        fault(
            "rnn-relu-for-tanh",
            "relu stands in for tanh",
            CellKind.RNN,
            right -> Cell.of(CellKind.RNN_RELU)),
        fault(
            "rnn-tanh-for-relu",
            "tanh stands in for relu",
            CellKind.RNN_RELU,
            right -> Cell.of(CellKind.RNN)));
  }

  private static List<Fault> biases() {
    return List.of(
        new Fault(
            "one-bias-for-two",
            "bias_hh is never updated, one bias doing the work of two",
            Visibility.ONE_EPOCH,
            Conditions.learns(),
            withCell(BiasFaults::untrainedBiasHh).variant()),
        new Fault(
            "without-bias-hh",
            "bias_hh is left out",
            Visibility.ONE_EPOCH,
            Conditions.always(),
            withCell(BiasFaults::withoutBiasHh).variant()));
  }

  private static Fault fault(String id, String sentence, CellKind kind, UnaryOperator<Cell> wrong) {
    return fault(id, sentence, kind, Conditions.always(), wrong);
  }

  private static Fault fault(
      String id,
      String sentence,
      CellKind kind,
      Predicate<TrainingCase> furtherCondition,
      UnaryOperator<Cell> wrong) {
    Predicate<TrainingCase> hasCell = Conditions.cell(kind);
    return new Fault(
        id,
        sentence,
        Visibility.ONE_EPOCH,
        hasCell.and(furtherCondition),
        withCell(wrong).where(hasCell).variant());
  }

  private static SeamChange withCell(UnaryOperator<Cell> wrong) {
    return (right, trainingCase, precision) -> right.withCell(wrong.apply(right.cell()));
  }
}
