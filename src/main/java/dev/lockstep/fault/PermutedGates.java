package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.cases.CellKind;
import java.util.Arrays;
import java.util.List;

/**
 * A cell that takes the blocks of its weights for other gates than they are, or for a gate's
 * opposite.
 *
 * @param right the cell with the right order
 * @param source for each gate in the right order, the block that is taken for it
 * @param sign for each gate in the right order, what its block is multiplied by, 1 or -1
 */
record PermutedGates(Cell right, int[] source, double[] sign) implements Cell {

  /**
   * The cell that believes its weights to be in the given order.
   *
   * @param order the gate that each block is taken for, by the names of {@link
   *     CellKind#gateNames()}
   */
  static PermutedGates of(CellKind kind, String... order) {
    List<String> believed = List.of(order);
    int[] source = kind.gateNames().stream().mapToInt(believed::indexOf).toArray();
    double[] sign = new double[source.length];
    Arrays.fill(sign, 1);
    return new PermutedGates(Cell.of(kind), source, sign);
  }

  /**
   * The cell whose one gate is open where it should be closed: {@code σ(-x)} is {@code 1 - σ(x)}.
   *
   * @param gate one of {@link CellKind#gateNames()}
   */
  static PermutedGates negating(CellKind kind, String gate) {
    PermutedGates right = of(kind, kind.gateNames().toArray(String[]::new));
    right.sign[kind.gateNames().indexOf(gate)] = -1;
    return right;
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
      for (int i = 0; i < block; i++) {
        gathered[gate * block + i] = sign[gate] * blocks[source[gate] * block + i];
      }
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
      for (int i = 0; i < block; i++) {
        blocks[source[gate] * block + i] = sign[gate] * gathered[gate * block + i];
      }
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
