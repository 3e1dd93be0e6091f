package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.recording.Kind;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The step was given other data, or the same in another order. */
final class InputDiffers implements Search {
  private static final long MOST_ELEMENTS = 1 << 24;

  @Override
  public List<Cause> of(Scene scene) {
    List<TensorPair> inputs = scene.pairs(Kind.INPUT).stream().filter(scene::parts).toList();
    if (inputs.isEmpty()) {
      return List.of();
    }
    String tensor = inputs.get(0).name().toString();
    List<String> tensors = inputs.stream().map(pair -> pair.name().toString()).toList();
    for (int axis = 0; axis < 2; axis++) {
      Optional<List<Integer>> order = order(inputs, axis);
      if (order.isPresent()) {
        String sentence =
            "step "
                + scene.step()
                + " was given the same data in another order along axis "
                + axis
                + " ("
                + String.join(", ", tensors)
                + "): shuffle with the same seed, or not at all";
        return List.of(
            Cause.of(
                "input-differs",
                sentence,
                0,
                "tensor",
                tensor,
                "permutation",
                order.get(),
                "axis",
                axis));
      }
    }
    String sentence =
        "step "
            + scene.step()
            + " was given other data in "
            + String.join(", ", tensors)
            + ": nothing that it computes can be compared before that agrees";
    return List.of(Cause.of("input-differs", sentence, 0, "tensor", tensor, "tensors", tensors));
  }

  /**
   * One order of slices along an axis for all of the inputs that part; where one has fewer of them,
   * each of its slices goes with a block of the others'.
   */
  private static Optional<List<Integer>> order(List<TensorPair> inputs, int axis) {
    if (!inputs.stream().allMatch(pair -> isSliced(pair, axis))) {
      return Optional.empty();
    }
    long[] extents = inputs.stream().mapToLong(pair -> extent(pair.expected(), axis)).toArray();
    long slices = Arrays.stream(extents).min().orElseThrow();
    if (!Arrays.stream(extents).allMatch(extent -> extent % slices == 0)) {
      return Optional.empty();
    }
    StringBuilder[] expected = new StringBuilder[(int) slices];
    StringBuilder[] actual = new StringBuilder[(int) slices];
    Arrays.setAll(expected, i -> new StringBuilder());
    Arrays.setAll(actual, i -> new StringBuilder());
    for (TensorPair pair : inputs) {
      append(pair.expected(), axis, expected);
      append(pair.actual(), axis, actual);
    }
    return matched(expected, actual);
  }

  private static boolean isSliced(TensorPair pair, int axis) {
    Shape shape = pair.expected().shape();
    return shape.rank() > axis
        && shape.elements() > 0
        && shape.equals(pair.actual().shape())
        && shape.elements() <= MOST_ELEMENTS;
  }

  private static long extent(Values values, int axis) {
    return values.shape().dimensions().get(axis);
  }

  // a target of a sequence is often flattened: a slice of it is as many of its rows as steps.
  // float32 bits: what a coarser side rounds away cannot tell two slices apart here
  private static void append(Values values, int axis, StringBuilder[] slices) {
    Shape shape = values.shape();
    double[] numbers = Rearranged.numbers(values);
    long extent = extent(values, axis);
    long inner = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      inner *= shape.dimensions().get(i);
    }
    for (int flat = 0; flat < numbers.length; flat++) {
      int bits = Float.floatToIntBits((float) numbers[flat] + 0f);
      long place = flat / inner % extent * slices.length / extent;
      slices[(int) place].append((char) (bits >>> 16)).append((char) bits);
    }
  }

  private static Optional<List<Integer>> matched(CharSequence[] expected, CharSequence[] actual) {
    Map<String, Deque<Integer>> places = new HashMap<>();
    for (int i = 0; i < expected.length; i++) {
      places.computeIfAbsent(expected[i].toString(), key -> new ArrayDeque<>()).add(i);
    }
    Integer[] order = new Integer[actual.length];
    for (int i = 0; i < actual.length; i++) {
      Deque<Integer> found = places.get(actual[i].toString());
      if (found == null || found.isEmpty()) {
        return Optional.empty();
      }
      order[i] = found.poll();
    }
    return Optional.of(List.of(order));
  }
}
