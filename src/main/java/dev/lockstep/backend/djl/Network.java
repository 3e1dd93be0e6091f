package dev.lockstep.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.nn.recurrent.RecurrentBlock;
import ai.djl.training.ParameterStore;
import dev.lockstep.cases.CellKind;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A recurrent block and a linear block with their parameters on the device.
 *
 * <p>The blocks' parameters come in the layout's order: {@code weight_ih}, {@code weight_hh},
 * {@code bias_ih}, {@code bias_hh} of the one, {@code weight}, {@code bias} of the other; and with
 * PyTorch's gate orders, because the blocks hand them to PyTorch's own functions.
 */
final class Network {
  private final RecurrentBlock cell;
  private final Linear linear;
  private final ParameterStore store;
  private final List<NDArray> parameters = new ArrayList<>();
  private final NDList zeroState = new NDList();

  /** A network of zeros. */
  Network(ParameterLayout layout, NDManager manager, Precision precision) {
    DataType type = HostCopy.dataType(precision);
    this.cell = block(layout.cell(), layout.hidden());
    this.linear = Linear.builder().setUnits(layout.vocabulary()).build();
    this.store = new ParameterStore(manager, false);
    List<Parameter> slots =
        Stream.of(cell, linear)
            .flatMap(block -> block.getDirectParameters().values().stream())
            .toList();
    for (int i = 0; i < slots.size(); i++) {
      Shape shape = HostCopy.shape(layout.shape(layout.names().get(i)));
      NDArray zeros = manager.zeros(shape, type);
      slots.get(i).setArray(zeros);
      parameters.add(zeros);
    }
    cell.initialize(manager, type, new Shape(1, 1, layout.vocabulary()));
    linear.initialize(manager, type, new Shape(1, layout.hidden()));
    // Left to itself, a block starts from float32 zeros in a float64 training too.
    int states = layout.cell().carriesCellState() ? 2 : 1;
    for (int i = 0; i < states; i++) {
      zeroState.add(manager.zeros(new Shape(1, 1, layout.hidden()), type));
    }
  }

  private static RecurrentBlock block(CellKind cell, int hidden) {
    return switch (cell) {
      case RNN -> single(RNN.builder().setActivation(RNN.Activation.TANH), hidden).build();
      case RNN_RELU -> single(RNN.builder().setActivation(RNN.Activation.RELU), hidden).build();
      case LSTM -> single(LSTM.builder(), hidden).build();
      case GRU -> single(GRU.builder(), hidden).build();
    };
  }

  private static <B extends RecurrentBlock.BaseBuilder<B>> B single(B builder, int hidden) {
    return builder.setStateSize(hidden).setNumLayers(1).optBatchFirst(false).optReturnState(true);
  }

  /** The parameters in the layout's order. */
  List<NDArray> parameters() {
    return parameters;
  }

  /** The hidden state before the first step, and for an LSTM the cell state: each [1, 1, H]. */
  NDList zeroState() {
    return zeroState;
  }

  /** Gives a parameter new values, and no gradient; the array that held them is spent. */
  void replace(int index, NDArray values) {
    NDArray parameter = parameters.get(index);
    parameter.intern(values);
    parameter.setRequiresGradient(true);
  }

  /**
   * Runs the recurrent block.
   *
   * @param inputs [steps, 1, V]
   * @param state what to start from
   * @return the hidden state after each step, [steps, 1, H], and the state after the last one
   */
  NDList recur(NDArray inputs, NDList state) {
    return forward(cell, new NDList(inputs).addAll(state));
  }

  /** The logits [T, V] of hidden states [T, H]. */
  NDArray logits(NDArray hidden) {
    return forward(linear, new NDList(hidden)).singletonOrThrow();
  }

  private NDList forward(Block block, NDList inputs) {
    return block.forward(store, inputs, true);
  }
}
