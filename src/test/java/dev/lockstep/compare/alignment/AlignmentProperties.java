package dev.lockstep.compare.alignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.compare.Alignment;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is done to the layout of random tensors is found, and undone in their gradients too. */
class AlignmentProperties {

  @Property(tries = 200, seed = "43052")
  void anyOrderOfTheAxesIsFound(
      @ForAll @IntRange(min = 1, max = 5) int rank, @ForAll Random random) {
    long[] extents = random.longs(rank, 1, 5).toArray();
    int[] axes = shuffled(rank, random);
    assertFound(random, extents, tensor -> Laid.transposed(tensor, axes));
  }

  @Property(tries = 200, seed = "43052")
  void anyOrderOfBlocksAlongAnyAxesIsFound(
      @ForAll @IntRange(min = 1, max = 4) int rank, @ForAll Random random) {
    int[] blocks = random.ints(rank, 1, 5).toArray();
    int[] size = random.ints(rank, 1, 4).toArray();
    long[] extents = IntStream.range(0, rank).mapToLong(i -> blocks[i] * size[i]).toArray();
    int[] axes = shuffled(rank, random);
    List<int[]> orders =
        IntStream.range(0, rank)
            .mapToObj(i -> Orders.ofBlocks(shuffled(blocks[i], random), size[i]))
            .toList();
    assertFound(
        random,
        extents,
        tensor -> {
          Tensor moved = tensor;
          for (int axis = 0; axis < rank; axis++) {
            moved = Laid.taken(moved, axis, orders.get(axis));
          }
          return Laid.transposed(moved, axes);
        });
  }

  @Property(tries = 200, seed = "43052")
  void aTransposedAndFlattenedTensorIsFound(
      @ForAll @IntRange(min = 1, max = 4) int rank, @ForAll Random random) {
    long[] extents = random.longs(rank, 1, 5).toArray();
    int[] axes = shuffled(rank, random);
    assertFound(
        random,
        extents,
        tensor -> Laid.reshaped(Laid.transposed(tensor, axes), tensor.shape().elements()));
  }

  @Property(tries = 100, seed = "43052")
  void aVectorInAnyOrderIsFound(
      @ForAll @IntRange(min = 1, max = 400) int size, @ForAll Random random) {
    int[] order = shuffled(size, random);
    assertFound(random, new long[] {size}, tensor -> Laid.taken(tensor, 0, order));
  }

  @Property(tries = 200, seed = "43052")
  void partsPutTogetherAlongAnyAxisAreFound(
      @ForAll @IntRange(min = 1, max = 4) int rank,
      @ForAll @IntRange(min = 2, max = 5) int count,
      @ForAll Random random) {
    long[] extents = random.longs(rank, 2, 5).toArray();
    int axis = random.nextInt(rank);
    int[] axes = shuffled(rank, random);
    Tensor[] starts = new Tensor[count];
    Tensor[] gradients = new Tensor[count];
    Trained parts = new Trained();
    for (int i = 0; i < count; i++) {
      extents[axis] = 1 + random.nextInt(4);
      starts[i] = Laid.random(random, extents);
      gradients[i] = Laid.random(random, extents);
      parts.with("start/part" + i, Laid.transposed(starts[i], axes));
      parts.with("gradient/part" + i, Laid.transposed(gradients[i], axes));
    }
    Trained whole =
        new Trained()
            .with("start/w", Laid.joined(axis, starts))
            .with("gradient/w", Laid.joined(axis, gradients));
    assertAgree(whole, parts);
    assertAgree(parts, whole);
  }

  @Property(tries = 200, seed = "43052")
  void aSumOfTwoIsFoundWithItsBlocksInAnyOrder(
      @ForAll @IntRange(min = 1, max = 8) int blocks,
      @ForAll @IntRange(min = 2, max = 5) int size,
      @ForAll Random random) {
    Tensor one = Laid.random(random, blocks * size);
    Tensor other = Laid.random(random, blocks * size);
    Tensor gradient = Laid.random(random, blocks * size);
    int[] order = Orders.ofBlocks(shuffled(blocks, random), size);
    Tensor sum = Laid.taken(one.plus(other), 0, order);
    Trained two =
        new Trained()
            .with("start/a", one)
            .with("start/b", other)
            .with("gradient/a", gradient)
            .with("gradient/b", gradient);
    Trained single =
        new Trained()
            .with("start/s", Laid.as(ElementType.F32, sum.roundedTo(Precision.FLOAT32)))
            .with("gradient/s", Laid.taken(gradient, 0, order));
    assertAgree(two, single);
    assertAgree(single, two);
  }

  @Property(tries = 200, seed = "43052")
  void whatStartsEquallyIsToldApartByItsGradient(
      @ForAll @IntRange(min = 2, max = 9) int count, @ForAll Random random) {
    long[] extents = random.longs(2, 2, 5).toArray();
    Tensor start =
        random.nextBoolean() ? Laid.random(random, extents) : Tensor.zeros(Shape.of(extents));
    int[] order = shuffled(count, random);
    Trained expected = new Trained();
    Trained actual = new Trained();
    Tensor[] gradients = new Tensor[count];
    for (int i = 0; i < count; i++) {
      gradients[i] = Laid.random(random, extents);
      expected.with("start/e" + i, start).with("gradient/e" + i, gradients[i]);
    }
    for (int i = 0; i < count; i++) {
      actual
          .with("start/a" + i, Laid.transposed(start, 1, 0))
          .with("gradient/a" + i, Laid.transposed(gradients[order[i]], 1, 0));
    }
    assertAgree(expected, actual);
  }

  @Property(tries = 200, seed = "43052")
  void oneChangedNumberLeavesATensorAlone(
      @ForAll @IntRange(min = 1, max = 4) int rank, @ForAll Random random) {
    long[] extents = random.longs(rank, 1, 5).toArray();
    Tensor tensor = Laid.random(random, extents);
    int changed = random.nextInt(tensor.size());
    double[] values = Laid.transposed(tensor, shuffled(rank, random)).toArray();
    values[changed] = Math.nextUp(values[changed]);
    Shape shape = Laid.transposed(tensor, shuffled(rank, random)).shape();
    TensorAlignment found =
        TensorAlignment.of(
            new Trained().with("start/w", tensor),
            new Trained().with("start/v", Tensor.of(shape, values)));
    assertEquals(List.of(), found.pairings());
  }

  private static void assertFound(Random random, long[] extents, UnaryOperator<Tensor> layout) {
    Tensor start = Laid.random(random, extents);
    Tensor gradient = Laid.random(random, extents);
    Trained expected = new Trained().with("start/w", start).with("gradient/w", gradient);
    Trained actual =
        new Trained()
            .with("start/v", layout.apply(start))
            .with("gradient/v", layout.apply(gradient));
    AlignedStep step =
        new Pairs(Finder.find(expected, actual, AlignmentMap.EMPTY).pairs())
            .step(expected.step(1), actual.step(1));
    assertEquals(List.of(), step.onlyExpected());
    assertEquals(List.of(), step.onlyActual());
    assertEquals(start, aligned(step, Kind.START, actual));
    assertEquals(gradient, aligned(step, Kind.GRADIENT, actual));
    assertPlaces(step, start, actual.step(1));
  }

  /** Everything has its partner, and both sides' numbers are the same to rounding in float32. */
  private static void assertAgree(Trained expected, Trained actual) {
    Alignment.Sides sides =
        TensorAlignment.of(expected, actual)
            .tensors(new Alignment.Sides(expected.step(1), actual.step(1)));
    assertEquals(sides.expected().keySet(), sides.actual().keySet());
    assertTrue(sides.expected().size() >= expected.step(1).size() / 2);
    sides
        .expected()
        .forEach(
            (name, values) ->
                assertArrayEquals(
                    Laid.read(values).toFloatArray(),
                    Laid.read(sides.actual().get(name)).toFloatArray(),
                    name.toString()));
  }

  private static Tensor aligned(AlignedStep step, Kind kind, Trained actual) {
    AlignedTensor tensor =
        step.tensors().stream()
            .filter(one -> one.name().equals(TensorName.of(kind, "w")))
            .findFirst()
            .orElseThrow();
    return Laid.read(tensor.actual(actual.step(1)).orElseThrow());
  }

  private static void assertPlaces(AlignedStep step, Tensor start, Map<TensorName, Values> actual) {
    for (int i = 0; i < start.size(); i++) {
      Place place = step.tensors().get(0).place(i);
      Values there = actual.get(TensorName.of(Kind.START, place.name()));
      assertEquals(start.get(i), there.at(place.flat()));
    }
    assertTrue(start.size() > 0);
  }

  private static int[] shuffled(int size, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(order, random);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
