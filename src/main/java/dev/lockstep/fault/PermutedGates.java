package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.cases.CellKind;
import java.util.List;

/**
 * A cell that takes the blocks of its weights for other gates than they are.
 *
 * @param right the cell with the right order
 * @param source for each gate in the right order, the block that is taken for it
 */
record PermutedGates(Cell right, int[] source) implements Cell {

  /**
   * The cell that believes its weights to be in the given order.
   *
   * @param order the gate that each block is taken for, by the names of {@link
   *     CellKind#gateNames()}
   */
  static PermutedGates of(CellKind kind, String... order) {
    List<String> believed = List.of(order);
    int[] source = kind.gateNames().stream().mapToInt(believed::indexOf).toArray();
    return new PermutedGates(Cell.of(kind), source);
  }

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    return new PermutedPass(right.forward(gathered(parameters), start, inputs, rounding), this);
  }

  private ParameterArrays gathered(ParameterArrays from) {
    return new ParameterArrays(
        from.layout(),
        gathered(from.weightIh()),
        gathered(from.weightHh()),
        gathered(from.biasIh()),
        gathered(from.biasHh()),
        from.weight(),
        from.bias());
  }

  private double[] gathered(double[] blocks) {
    int block = blocks.length / source.length;
    double[] gathered = new double[blocks.length];
    for (int gate = 0; gate < source.length; gate++) {
      System.arraycopy(blocks, source[gate] * block, gathered, gate * block, block);
    }
    return gathered;
  }

  private void scatter(ParameterArrays from, ParameterArrays to) {
    scatter(from.weightIh(), to.weightIh());
    scatter(from.weightHh(), to.weightHh());
    scatter(from.biasIh(), to.biasIh());
    scatter(from.biasHh(), to.biasHh());
  }

  private void scatter(double[] gathered, double[] blocks) {
    int block = blocks.length / source.length;
    for (int gate = 0; gate < source.length; gate++) {
      System.arraycopy(gathered, gate * block, blocks, source[gate] * block, block);
    }
  }

  private record PermutedPass(Pass right, PermutedGates gates) implements Pass {

    @Override
    public double[] hidden() {
      return right.hidden();
    }

    @Override
    public CellState end() {
      return right.end();
    }

    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      ParameterArrays gathered = gates.gathered(gradients);
      right.backward(hiddenGradient, gathered);
      gates.scatter(gathered, gradients);
    }
  }
}
