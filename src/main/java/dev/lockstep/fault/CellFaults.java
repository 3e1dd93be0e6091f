package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Wrong cells. */
final class CellFaults {
  private CellFaults() {}

  static List<Fault> all() {
    Predicate<TrainingCase> lstm = Conditions.cell(CellKind.LSTM);
    Predicate<TrainingCase> gru = Conditions.cell(CellKind.GRU);
    return List.of(
        gateOrder(
            "lstm-gates-ifog",
            "the LSTM's gates come in the order i, f, o, g",
            lstm,
            PermutedGates.of(CellKind.LSTM, "i", "f", "o", "g")),
        gateOrder(
            "lstm-gates-iofg",
            "the LSTM's gates come in the order i, o, f, g, as in ONNX",
            lstm,
            PermutedGates.of(CellKind.LSTM, "i", "o", "f", "g")),
        gateOrder(
            "lstm-gates-figo",
            "the LSTM's gates come in the order f, i, g, o",
            lstm,
            PermutedGates.of(CellKind.LSTM, "f", "i", "g", "o")),
        gateOrder(
            "gru-gates-zrn",
            "the GRU's gates come in the order z, r, n, as in ONNX and Keras",
            gru,
            PermutedGates.of(CellKind.GRU, "z", "r", "n")),
        fault(
            "lstm-without-output-tanh",
            "the LSTM hands out its cell state without tanh",
            lstm,
            right -> new PlainOutputLstm()),
        fault(
            "lstm-forget-bias",
            "the LSTM adds 1 to its forget gate's bias",
            lstm.and(Conditions.severalSteps()),
            BiasFaults::raisedForgetBias),
        fault(
            "gru-reset-before-product",
            "the GRU resets the hidden state before the product",
            gru,
            right -> new ResetFirstGru()),
        fault(
            "gru-update-swapped",
            "the GRU's update gate works the other way round, z n + (1 - z) h",
            gru,
            right -> new SwappedUpdateGru()),
        fault(
            "rnn-relu-for-tanh",
            "relu stands in for tanh",
            Conditions.cell(CellKind.RNN),
            right -> Cell.of(CellKind.RNN_RELU)),
        fault(
            "rnn-tanh-for-relu",
            "tanh stands in for relu",
            Conditions.cell(CellKind.RNN_RELU),
            right -> Cell.of(CellKind.RNN)),
        fault(
            "one-bias-for-two",
            "bias_hh is never updated, one bias doing the work of two",
            Conditions.learns(),
            BiasFaults::untrainedBiasHh),
        fault(
            "without-bias-hh",
            "bias_hh is left out",
            Conditions.always(),
            BiasFaults::withoutBiasHh));
  }

  private static Fault gateOrder(
      String id, String sentence, Predicate<TrainingCase> applicability, Cell wrong) {
    return fault(id, sentence, applicability, right -> wrong);
  }

  private static Fault fault(
      String id,
      String sentence,
      Predicate<TrainingCase> applicability,
      UnaryOperator<Cell> wrong) {
    SeamChange change =
        (right, trainingCase, precision) -> right.withCell(wrong.apply(right.cell()));
    return new Fault(id, sentence, Visibility.ONE_EPOCH, applicability, change.variant());
  }
}
