package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.recording.Kind;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** A tensor is the expected one transposed, or with rows, columns or blocks in another order. */
final class Rearranged implements Search {
  /** Larger tensors are not searched: every row is held beside every other. */
  private static final long MOST_ELEMENTS = 1 << 22;

  @Override
  public List<Cause> of(Scene scene) {
    List<Cause> causes = new ArrayList<>();
    for (TensorPair pair : scene.firstPartedPairs()) {
      boolean given = pair.name().kind() == Kind.INPUT;
      if (!given && pair.expected().shape().elements() <= MOST_ELEMENTS) {
        transposed(scene, pair).or(() -> permuted(scene, pair)).ifPresent(causes::add);
      }
    }
    return causes;
  }

  private static Optional<Cause> transposed(Scene scene, TensorPair pair) {
    Shape shape = pair.expected().shape();
    if (shape.rank() != 2 || shape.rows() < 2 || shape.columns() < 2) {
      return Optional.empty();
    }
    int rows = shape.rows();
    int columns = shape.columns();
    Shape turned = Shape.of(columns, rows);
    if (!turned.equals(pair.actual().shape())) {
      return Optional.empty();
    }
    LongUnaryOperator source = flat -> flat % rows * columns + flat / rows;
    double excess = moved(pair, turned, source).result().maxExcess();
    return excess <= 1
        ? Optional.of(
            Cause.of(
                "transposed",
                pair.name() + " is the expected one transposed in step " + scene.step(),
                excess,
                "tensor",
                pair.name().toString(),
                "order",
                List.of(1, 0)))
        : Optional.empty();
  }

  private static TensorPair moved(TensorPair pair, Shape shape, LongUnaryOperator source) {
    return pair.changed(
        values -> DerivedValues.moved(values, shape, source),
        noise -> noise.shape().elements() == 1 ? noise : DerivedValues.moved(noise, shape, source));
  }

  private static Optional<Cause> permuted(Scene scene, TensorPair pair) {
    Shape shape = pair.expected().shape();
    if (!shape.equals(pair.actual().shape()) || shape.elements() < 2) {
      return Optional.empty();
    }
    Optional<Cause> byRows = permuted(scene, pair, 0);
    return byRows.isPresent() || shape.rank() != 2 ? byRows : permuted(scene, pair, 1);
  }

  private static Optional<Cause> permuted(Scene scene, TensorPair pair, int axis) {
    Shape shape = pair.expected().shape();
    Optional<int[]> order = RowOrder.of(pair, axis);
    if (order.isEmpty()) {
      return Optional.empty();
    }
    long inner = axis == 0 ? shape.elements() / shape.rows() : 1;
    long extent = shape.dimensions().get(axis);
    LongUnaryOperator source =
        flat -> {
          long slice = flat / inner % extent;
          return flat + (order.get()[(int) slice] - slice) * inner;
        };
    double excess = moved(pair, shape, source).result().maxExcess();
    if (!(excess <= 1)) {
      return Optional.empty();
    }
    List<Integer> blocks = RowOrder.blocks(order.get());
    String what =
        (axis == 0 ? "rows" : "columns")
            + (blocks.size() < extent ? " in " + blocks.size() + " blocks" : "");
    return Optional.of(
        Cause.of(
            "permuted",
            pair.name()
                + " is the expected one with its "
                + what
                + " in the order "
                + (blocks.size() <= 16 ? blocks : blocks.subList(0, 16) + " ...")
                + " in step "
                + scene.step(),
            excess,
            "tensor",
            pair.name().toString(),
            "order",
            blocks,
            "axis",
            axis));
  }

  /** Reads a tensor whole. */
  static double[] numbers(Values values) {
    double[] all = new double[Math.toIntExact(values.shape().elements())];
    values.read(0, all, all.length);
    return all;
  }
}
