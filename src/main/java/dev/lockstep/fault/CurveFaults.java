package dev.lockstep.fault;

import dev.lockstep.backend.reference.Activation;
import dev.lockstep.backend.reference.CellFormula;
import dev.lockstep.backend.reference.LstmFormula;
import dev.lockstep.backend.reference.RnnFormula;
import dev.lockstep.backend.reference.Unrolled;
import dev.lockstep.cases.CellKind;
import dev.lockstep.recording.Kind;
import java.util.List;
import java.util.stream.Stream;

/** Cells with a wrong function, or with the slope of a wrong one. */
final class CurveFaults {
  private static final int INPUT = 0;
  private static final int FORGET = 1;
  private static final int CANDIDATE = 2;
  private static final int OUTPUT = 3;

  private CurveFaults() {}

  static List<Fault> further() {
    return Stream.of(rnn(), lstm(), gru()).flatMap(List::stream).toList();
  }

  private static List<Fault> rnn() {
    return List.of(
        forward(
            "rnn-sigmoid-for-tanh",
            "the logistic function stands in for tanh",
            CellKind.RNN,
            new RnnFormula(Curves.LOGISTIC)),
        forward(
                "rnn-without-tanh",
                "the cell applies no function at all",
                CellKind.RNN,
                new RnnFormula(Curves.IDENTITY))
            .reportedIn("tensorflow/swift-apis/pull/103"),
        forward(
                "rnn-leaky-relu",
                "a leaky relu stands in for relu",
                CellKind.RNN_RELU,
                new RnnFormula(Curves.LEAKY_RELU))
            .when(Symptom.forward().perhaps()),
        backward(
            "rnn-slope-left-out",
            "back-propagation leaves out the slope of tanh",
            CellKind.RNN,
            new RnnFormula(Curves.withoutSlope(Activation.TANH))),
        backward(
                "rnn-slope-unsquared",
                "back-propagation takes 1 - tanh for the slope of tanh",
                CellKind.RNN,
                new RnnFormula(Curves.TANH_UNSQUARED))
            .reportedIn("apache/tvm/pull/7340"));
  }

  private static List<Fault> lstm() {
    return List.of(
        forward(
                "lstm-hard-sigmoid",
                "the LSTM's gates are cut lines, min(1, max(0, 0.2 x + 0.5)), as in Keras 2",
                CellKind.LSTM,
                VariedLstm.withGates(Curves.HARD_LOGISTIC))
            .reportedIn("minimaxir/textgenrnn/issues/153", "apache/mxnet/issues/10927"),
        forward(
            "lstm-candidate-sigmoid",
            "the LSTM's candidate is a logistic function and not tanh",
            CellKind.LSTM,
            VariedLstm.with(CANDIDATE, Curves.LOGISTIC)),
        forward(
            "lstm-candidate-relu",
            "the LSTM's candidate is a relu and not tanh",
            CellKind.LSTM,
            VariedLstm.with(CANDIDATE, Activation.RELU)),
        forward(
            "lstm-output-sigmoid",
            "the LSTM hands out its cell state through the logistic function and not tanh",
            CellKind.LSTM,
            new LstmFormula(Curves.LOGISTIC)),
        forward(
            "lstm-without-input-gate",
            "the LSTM's input gate is always open",
            CellKind.LSTM,
            VariedLstm.with(INPUT, Curves.OPEN)),
        forward(
                "lstm-without-forget-gate",
                "the LSTM forgets nothing",
                CellKind.LSTM,
                VariedLstm.with(FORGET, Curves.OPEN))
            .where(Conditions.severalSteps()),
        forward(
            "lstm-without-output-gate",
            "the LSTM's output gate is always open",
            CellKind.LSTM,
            VariedLstm.with(OUTPUT, Curves.OPEN)),
        backward(
            "lstm-output-slope-left-out",
            "back-propagation leaves out the slope of tanh at the LSTM's cell state",
            CellKind.LSTM,
            new LstmFormula(Curves.withoutSlope(Activation.TANH))),
        backward(
                "lstm-gate-slopes-left-out",
                "back-propagation leaves out the slope of the LSTM's logistic functions",
                CellKind.LSTM,
                VariedLstm.withGates(Curves.withoutSlope(Curves.LOGISTIC)))
            .reportedIn("CaptainE/RNN-LSTM-in-numpy/pull/2"),
        backward(
            "lstm-candidate-slope-unsquared",
            "back-propagation takes 1 - tanh for the slope of the LSTM's candidate",
            CellKind.LSTM,
            VariedLstm.with(CANDIDATE, Curves.TANH_UNSQUARED)));
  }

  private static List<Fault> gru() {
    return List.of(
        forward(
            "gru-hard-sigmoid",
            "the GRU's gates are cut lines, min(1, max(0, 0.2 x + 0.5)), as in Keras 2",
            CellKind.GRU,
            new VariedGru(Curves.HARD_LOGISTIC, Curves.HARD_LOGISTIC, Activation.TANH)),
        forward(
            "gru-candidate-relu",
            "the GRU's candidate is a relu and not tanh",
            CellKind.GRU,
            new VariedGru(Curves.LOGISTIC, Curves.LOGISTIC, Activation.RELU)),
        forward(
            "gru-without-reset",
            "the GRU never resets",
            CellKind.GRU,
            new VariedGru(Curves.OPEN, Curves.LOGISTIC, Activation.TANH)),
        backward(
                "gru-candidate-slope-left-out",
                "back-propagation leaves out the slope of tanh at the GRU's candidate",
                CellKind.GRU,
                new VariedGru(
                    Curves.LOGISTIC, Curves.LOGISTIC, Curves.withoutSlope(Activation.TANH)))
            .reportedIn("open-lm-engine/accelerated-model-architectures/pull/249"));
  }

  private static Fault forward(String id, String sentence, CellKind kind, CellFormula wrong) {
    return CellFaults.fault(id, sentence, kind, right -> new Unrolled(wrong));
  }

  private static Fault backward(String id, String sentence, CellKind kind, CellFormula wrong) {
    return Fault.of(
            id,
            sentence,
            Symptom.in(Kind.GRADIENT),
            CellFaults.withCell(right -> new Unrolled(wrong))
                .where(Conditions.cell(kind))
                .variant())
        .where(Conditions.cell(kind))
        .where(Conditions.learns());
  }
}
