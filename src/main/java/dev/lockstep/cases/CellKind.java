package dev.lockstep.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The recurrent cells of the case format, each with the equations of PyTorch's cell. */
public enum CellKind {
  /** {@code torch.nn.RNNCell} with {@code nonlinearity="tanh"}. */
  RNN("rnn", List.of("h"), false),
  /** {@code torch.nn.RNNCell} with {@code nonlinearity="relu"}. */
  RNN_RELU("rnn-relu", List.of("h"), false),
  /** {@code torch.nn.LSTMCell}; gates in the order i, f, g, o. */
  LSTM("lstm", List.of("i", "f", "g", "o"), true),
  /** {@code torch.nn.GRUCell}; gates in the order r, z, n, reset applied after the product. */
  GRU("gru", List.of("r", "z", "n"), false);

  private final String label;
  private final List<String> gateNames;
  private final boolean carriesCellState;

  CellKind(String label, List<String> gateNames, boolean carriesCellState) {
    this.label = label;
    this.gateNames = gateNames;
    this.carriesCellState = carriesCellState;
  }

  /** The name in a case file: {@code rnn}, {@code rnn-relu}, {@code lstm} or {@code gru}. */
  public String label() {
    return label;
  }

  /** How many blocks of {@code hidden} rows the cell's weights hold. */
  public int gates() {
    return gateNames.size();
  }

  /** The names of these blocks, in order. */
  public List<String> gateNames() {
    return gateNames;
  }

  /** Whether a cell state is carried beside the hidden state. */
  public boolean carriesCellState() {
    return carriesCellState;
  }

  /** The cell of that label, or empty if there is none. */
  public static Optional<CellKind> ofLabel(String label) {
    return Arrays.stream(values()).filter(cell -> cell.label.equals(label)).findFirst();
  }

  @Override
  public String toString() {
    return label;
  }
}
