package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Turns what a person says into pairs, once it is sure that both tensors are there and fit. */
final class MappedPairs {
  private static final int MOST_NAMES = 20;

  private final AlignmentMap map;
  private final Side expected;
  private final Side actual;

  MappedPairs(AlignmentMap map, Side expected, Side actual) {
    this.map = map;
    this.expected = expected;
    this.actual = actual;
  }

  /**
   * All of them.
   *
   * @throws InvalidMapException if a tensor is not there or cannot be laid out as the map says
   */
  List<Pair> all() {
    List<Pair> pairs = new ArrayList<>();
    for (AlignmentMap.Entry entry : map.entries()) {
      boolean there = false;
      for (Scope scope : Scope.values()) {
        if (expected.shapes(scope).containsKey(entry.expected())) {
          there = true;
          pairs.add(pair(scope, entry));
        }
      }
      if (!there) {
        throw refuse(entry, "", "no tensor of that name", names(expected, List.of(Scope.values())));
      }
    }
    return pairs;
  }

  private Pair pair(Scope scope, AlignmentMap.Entry entry) {
    Shape to = expected.shapes(scope).get(entry.expected());
    Shape from = actual.shapes(scope).get(entry.actual());
    if (from == null) {
      String found = "\"" + entry.actual() + "\"";
      throw refuse(entry, ".name", found, names(actual, List.of(scope)));
    }
    List<Long> extents = new ArrayList<>(from.dimensions());
    if (entry.transpose()) {
      Collections.reverse(extents);
    }
    Shape laid = new Shape(extents);
    if (!Foldings.squeezed(laid).equals(Foldings.squeezed(to))) {
      String found = "shape " + from + (entry.transpose() ? ", transposed " + laid : "");
      throw refuse(entry, ".name", found, "shape " + to + ", transposed or not");
    }
    int count = entry.blocks().size();
    if (count > 0 && (to.rank() == 0 || to.rows() % count != 0)) {
      String found = count + " blocks of shape " + to;
      throw refuse(entry, ".blocks", found, "as many as divide the first extent");
    }
    Arrangement arrangement = arrangement(entry, to, from);
    List<String> words = new ArrayList<>();
    words.add("given");
    words.addAll(Wording.of(arrangement));
    Recipe recipe = arrangement.on(new Recipe.Whole(entry.actual(), from));
    return new Pair(scope, List.of(entry.expected()), List.of(recipe), String.join(", ", words));
  }

  /** The folding keeps extents of 1, so that the first axis is the expected tensor's. */
  private static Arrangement arrangement(AlignmentMap.Entry entry, Shape to, Shape from) {
    int rank = to.rank();
    List<Long> laid = to.dimensions();
    long[] view = laid.stream().mapToLong(Long::longValue).toArray();
    int[] axes = IntStream.range(0, rank).map(i -> entry.transpose() ? rank - 1 - i : i).toArray();
    long[] source = new long[rank];
    List<int[]> orders = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      source[axes[axis]] = view[axis];
      orders.add(null);
    }
    int[] blocks = entry.blocks().stream().mapToInt(Integer::intValue).toArray();
    if (blocks.length > 0 && !Orders.inOrder(blocks)) {
      orders.set(0, Orders.ofBlocks(blocks, to.rows() / blocks.length));
    }
    return new Arrangement(to, from, new Foldings.Folding(view, source), axes, orders);
  }

  private static String names(Side side, List<Scope> scopes) {
    TreeSet<String> names = new TreeSet<>();
    for (Scope scope : scopes) {
      Map<String, Shape> shapes = side.shapes(scope);
      names.addAll(shapes.keySet());
    }
    if (names.isEmpty()) {
      return "none, for there are no such tensors";
    }
    String rest = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
    return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + rest;
  }

  private InvalidMapException refuse(
      AlignmentMap.Entry entry, String field, String found, String allowed) {
    return new InvalidMapException(map.file(), entry.expected() + field, found, allowed);
  }
}
