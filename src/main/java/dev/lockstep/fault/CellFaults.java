package dev.lockstep.fault;

import dev.lockstep.backend.reference.Activation;
import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.LstmFormula;
import dev.lockstep.backend.reference.Unrolled;
import dev.lockstep.cases.CellKind;
import dev.lockstep.recording.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Wrong cells: orders of gates, one thing taken for another, places where a gate acts. */
final class CellFaults {
  private static final String ONNX = ", as in ONNX";
  private static final String ZRN = "zrn";
  private static final Map<String, String> USED_BY = Map.of("iofg", ONNX, ZRN, ONNX + " and Keras");

  private CellFaults() {}

  static List<Fault> everyday() {
    return Stream.of(lstm(), gru(), rnn(), biases()).flatMap(List::stream).toList();
  }

  /** Every other wrong order of gates, and weights read column by column. */
  static List<Fault> further() {
    List<Fault> faults = new ArrayList<>();
    for (CellKind kind : List.of(CellKind.LSTM, CellKind.GRU)) {
      String right = String.join("", kind.gateNames());
      for (String order : orders(right)) {
        boolean known = everyday().stream().anyMatch(fault -> fault.id().equals(id(kind, order)));
        if (!order.equals(right) && !known) {
          faults.add(gates(kind, order));
        }
      }
    }
    faults.add(
        Fault.of(
                "weight-hh-transposed",
                "weight_hh is read column by column",
                Symptom.forward(),
                withCell(RearrangedCell::transposed).variant())
            .where(Conditions.severalUnits())
            .where(Conditions.severalSteps())
            .reportedIn("pytorch/pytorch/issues/129834"));
    return faults;
  }

  private static List<String> orders(String letters) {
    if (letters.length() < 2) {
      return List.of(letters);
    }
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      String first = letters.substring(i, i + 1);
      orders(letters.replace(first, "")).forEach(rest -> orders.add(first + rest));
    }
    return orders;
  }

  private static String id(CellKind kind, String order) {
    return kind.label() + "-gates-" + order;
  }

  private static Fault gates(CellKind kind, String order) {
    List<String> letters = List.of(order.split(""));
    String sentence =
        "the "
            + kind.label().toUpperCase(Locale.ROOT)
            + "'s gates come in the order "
            + String.join(", ", letters)
            + USED_BY.getOrDefault(order, "");
    return fault(id(kind, order), sentence, kind, right -> RearrangedCell.gates(kind, letters));
  }

  private static List<Fault> lstm() {
    return List.of(
        gates(CellKind.LSTM, "ifog"),
        gates(CellKind.LSTM, "iofg").reportedIn("CrispStrobe/CrispASR/pull/106"),
        gates(CellKind.LSTM, "figo"),
        fault(
            "lstm-without-output-tanh",
            "the LSTM hands out its cell state without tanh",
            CellKind.LSTM,
            right -> new Unrolled(new LstmFormula(Curves.IDENTITY))),
        // The first step multiplies the forget gate by a zero state.
        fault(
                "lstm-forget-bias",
                "the LSTM adds 1 to its forget gate's bias",
                CellKind.LSTM,
                BiasFaults::raisedForgetBias)
            .where(Conditions.severalSteps()));
  }

  private static List<Fault> gru() {
    return List.of(
        gates(CellKind.GRU, ZRN).reportedIn("keras-team/keras/pull/22115"),
        fault(
                "gru-reset-before-product",
                "the GRU resets the hidden state before the product",
                CellKind.GRU,
                right -> new Unrolled(new ResetFirstGru()))
            .reportedIn("tracel-ai/burn/pull/2704", "keras-team/keras/issues/3701"),
        fault(
            "gru-update-swapped",
            "the GRU's update gate works the other way round, h' = z n + (1 - z) h",
            CellKind.GRU,
            right ->
                new Unrolled(
                    new VariedGru(Curves.LOGISTIC, Curves.FALLING_LOGISTIC, Activation.TANH))));
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
        Fault.of(
                "one-bias-for-two",
                "bias_hh is never updated, one bias doing the work of two",
                Symptom.in(Kind.GRADIENT).of("bias_hh"),
                withCell(BiasFaults::untrainedBiasHh).variant())
            .where(Conditions.learns())
            .reportedIn("onnx/onnx/issues/1127", "google/flax/issues/3746"),
        Fault.of(
            "without-bias-hh",
            "bias_hh is left out",
            Symptom.forward(),
            withCell(BiasFaults::withoutBiasHh).variant()));
  }

  /** A fault of one kind of cell that shows in the forward pass. */
  static Fault fault(String id, String sentence, CellKind kind, UnaryOperator<Cell> wrong) {
    return Fault.of(
            id, sentence, Symptom.forward(), withCell(wrong).where(Conditions.cell(kind)).variant())
        .where(Conditions.cell(kind));
  }

  static SeamChange withCell(UnaryOperator<Cell> wrong) {
    return (right, trainingCase, precision) -> right.withCell(wrong.apply(right.cell()));
  }
}
