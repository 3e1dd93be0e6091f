package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.cases.CellKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A cell that takes the numbers of its weights for others than they are, and gives each its
 * gradient as such.
 *
 * @param right the cell
 * @param order where each number comes from
 */
record RearrangedCell(Cell right, Order order) implements Cell {

  /** Where the number of an index of a tensor comes from: an index of the same tensor. */
  interface Order {
    IntUnaryOperator inWeightIh(ParameterArrays parameters);

    IntUnaryOperator inWeightHh(ParameterArrays parameters);

    IntUnaryOperator inBias(ParameterArrays parameters);
  }

  /**
   * PyTorch's cell of a kind that believes its gates to be in another order.
   *
   * @param gates the gate that each block is taken for, by the names of {@link
   *     CellKind#gateNames()}
   */
  static RearrangedCell gates(CellKind kind, List<String> gates) {
    int[] source = kind.gateNames().stream().mapToInt(gates::indexOf).toArray();
    return new RearrangedCell(Cell.of(kind), new Blocks(source));
  }

  /** A cell that reads each gate's block of {@code weight_hh} column by column. */
  static RearrangedCell transposed(Cell right) {
    return new RearrangedCell(right, new TransposedWeightHh());
  }

  private record Blocks(int[] source) implements Order {
    @Override
    public IntUnaryOperator inWeightIh(ParameterArrays parameters) {
      return ofBlocks(parameters.weightIh().length);
    }

    @Override
    public IntUnaryOperator inWeightHh(ParameterArrays parameters) {
      return ofBlocks(parameters.weightHh().length);
    }

    @Override
    public IntUnaryOperator inBias(ParameterArrays parameters) {
      return ofBlocks(parameters.biasIh().length);
    }

    private IntUnaryOperator ofBlocks(int length) {
      int block = length / source.length;
      return i -> source[i / block] * block + i % block;
    }
  }

  private record TransposedWeightHh() implements Order {
    @Override
    public IntUnaryOperator inWeightIh(ParameterArrays parameters) {
      return IntUnaryOperator.identity();
    }

    @Override
    public IntUnaryOperator inWeightHh(ParameterArrays parameters) {
      int size = parameters.hidden();
      int block = size * size;
      return i -> i / block * block + i % size * size + i % block / size;
    }

    @Override
    public IntUnaryOperator inBias(ParameterArrays parameters) {
      return IntUnaryOperator.identity();
    }
  }

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    return new RearrangedPass(right.forward(gathered(parameters), start, inputs, rounding), this);
  }

  /** The parameters as the cell takes them. */
  ParameterArrays gathered(ParameterArrays from) {
    IntUnaryOperator bias = order.inBias(from);
    return new ParameterArrays(
        from.layout(),
        gathered(from.weightIh(), order.inWeightIh(from)),
        gathered(from.weightHh(), order.inWeightHh(from)),
        gathered(from.biasIh(), bias),
        gathered(from.biasHh(), bias),
        from.weight(),
        from.bias());
  }

  private static double[] gathered(double[] from, IntUnaryOperator source) {
    double[] gathered = new double[from.length];
    Arrays.setAll(gathered, i -> from[source.applyAsInt(i)]);
    return gathered;
  }

  private void scatter(ParameterArrays gathered, ParameterArrays to) {
    IntUnaryOperator bias = order.inBias(to);
    scatter(gathered.weightIh(), to.weightIh(), order.inWeightIh(to));
    scatter(gathered.weightHh(), to.weightHh(), order.inWeightHh(to));
    scatter(gathered.biasIh(), to.biasIh(), bias);
    scatter(gathered.biasHh(), to.biasHh(), bias);
  }

  private static void scatter(double[] gathered, double[] to, IntUnaryOperator source) {
    for (int i = 0; i < to.length; i++) {
      to[source.applyAsInt(i)] = gathered[i];
    }
  }

  private record RearrangedPass(Pass right, RearrangedCell cell) implements Pass {

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
      ParameterArrays gathered = cell.gathered(gradients);
      right.backward(hiddenGradient, gathered);
      cell.scatter(gathered, gradients);
    }
  }
}
