package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says a layout in words. */
final class Wording {
  /** More blocks than these are counted and not listed. */
  private static final int MOST_BLOCKS = 16;

  private Wording() {}

  /** What is done to the actual tensor, in that order; empty if nothing. */
  static List<String> of(Arrangement arrangement) {
    List<String> words = new ArrayList<>();
    Shape unfolded = shape(arrangement.folding().actual());
    Shape folded = shape(arrangement.folding().expected());
    if (arrangement.axesInOrder() && arrangement.orders().stream().allMatch(o -> o == null)) {
      reshaped(words, arrangement.actual(), arrangement.expected());
      return words;
    }
    reshaped(words, squeezed(arrangement.actual()), unfolded);
    if (!arrangement.axesInOrder()) {
      words.add(
          arrangement.axes().length == 2
              ? "transposed"
              : "axes in order " + numbers(arrangement.axes()));
    }
    for (int axis = 0; axis < arrangement.axes().length; axis++) {
      if (arrangement.orders().get(axis) != null) {
        words.add(order(arrangement.orders().get(axis), axis, arrangement.axes().length));
      }
    }
    reshaped(words, folded, squeezed(arrangement.expected()));
    return words;
  }

  private static Shape shape(long[] extents) {
    return Shape.of(extents);
  }

  private static Shape squeezed(Shape shape) {
    return new Shape(Foldings.squeezed(shape));
  }

  private static void reshaped(List<String> words, Shape from, Shape to) {
    if (!from.equals(to)) {
      words.add("reshaped " + from + " to " + to);
    }
  }

  private static String order(int[] order, int axis, int rank) {
    int size = blockSize(order);
    int[] blocks =
        IntStream.range(0, order.length / size).map(block -> order[block * size] / size).toArray();
    String along = rank > 2 ? " along axis " + axis : "";
    String noun = rank > 2 ? "" : rank == 1 ? "element" : axis == 0 ? "row" : "column";
    if (blocks.length > MOST_BLOCKS) {
      long moved = IntStream.range(0, order.length).filter(i -> order[i] != i).count();
      String what = noun.isEmpty() ? "indices" : noun + "s";
      return what + along + " in another order (" + moved + " of " + order.length + " moved)";
    }
    String what =
        size == 1 && !noun.isEmpty() ? noun + "s" : (rank == 2 ? noun + " " : "") + "blocks";
    return what + along + " in order " + numbers(blocks);
  }

  /** The largest size of blocks that move as one. */
  private static int blockSize(int[] order) {
    for (int blocks = 1; blocks < order.length; blocks++) {
      int size = order.length / blocks;
      if (order.length % blocks == 0
          && IntStream.range(0, order.length)
              .allMatch(i -> order[i] == order[i / size * size] + i % size)
          && IntStream.range(0, blocks).allMatch(block -> order[block * size] % size == 0)) {
        return size;
      }
    }
    return 1;
  }

  private static String numbers(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }
}
