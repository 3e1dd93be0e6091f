package dev.lockstep.compare.alignment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * In which order one axis' slices are another's: entry i says which slice of the actual tensor is
 * the expected one's slice i. {@code null} stands for the same order.
 */
final class Orders {
  /** The most blocks of equal slices, as of gates, that are tried. */
  private static final int MOST_BLOCKS = 12;

  private Orders() {}

  /** Whether an order leaves everything in place. */
  static boolean inOrder(int[] order) {
    return IntStream.range(0, order.length).allMatch(i -> order[i] == i);
  }

  /** Whether both hold the same hashes, in any order. */
  static boolean agree(long[] expected, long[] actual) {
    return Arrays.equals(sorted(expected), sorted(actual));
  }

  /** Whether all hashes differ, so that at most one order is right. */
  static boolean allDiffer(long[] hashes) {
    long[] sorted = sorted(hashes);
    return IntStream.range(1, sorted.length).noneMatch(i -> sorted[i] == sorted[i - 1]);
  }

  private static long[] sorted(long[] hashes) {
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * The orders that could be right, the likeliest first: the same one, one of few blocks, one that
   * was found elsewhere, any.
   *
   * @param expected the hashes of the expected slices
   * @param actual the same hashes in any order
   * @param known orders that were found for other tensors
   */
  static List<int[]> of(long[] expected, long[] actual, List<int[]> known) {
    List<int[]> orders = new ArrayList<>();
    if (Arrays.equals(expected, actual)) {
      orders.add(null);
    }
    if (allDiffer(expected)) {
      return orders.isEmpty() ? List.of(any(expected, actual)) : orders;
    }
    for (int blocks = 2; blocks <= MOST_BLOCKS && orders.isEmpty(); blocks++) {
      if (expected.length % blocks == 0) {
        int[] order = inBlocks(expected, actual, expected.length / blocks);
        if (order != null) {
          orders.add(order);
        }
      }
    }
    if (orders.isEmpty()) {
      orders.add(any(expected, actual));
    }
    for (int[] order : known) {
      if (order.length == expected.length && leads(expected, actual, order)) {
        orders.add(order);
      }
    }
    return orders;
  }

  private static boolean leads(long[] expected, long[] actual, int[] order) {
    return IntStream.range(0, order.length).allMatch(i -> expected[i] == actual[order[i]]);
  }

  private static int[] inBlocks(long[] expected, long[] actual, int size) {
    int[] order = any(blockHashes(expected, size), blockHashes(actual, size));
    return order == null ? null : ofBlocks(order, size);
  }

  /** The order of the single slices, given that of blocks of so many. */
  static int[] ofBlocks(int[] order, int size) {
    return IntStream.range(0, order.length * size)
        .map(i -> order[i / size] * size + i % size)
        .toArray();
  }

  private static long[] blockHashes(long[] hashes, int size) {
    long[] blocks = new long[hashes.length / size];
    for (int i = 0; i < hashes.length; i++) {
      blocks[i / size] += Hash.of(i % size, hashes[i]);
    }
    return blocks;
  }

  /** An order that leads to equal hashes and leaves what it can in place; null if there is none. */
  private static int[] any(long[] expected, long[] actual) {
    Map<Long, Deque<Integer>> places = new HashMap<>();
    for (int i = 0; i < actual.length; i++) {
      if (actual[i] != expected[i]) {
        places.computeIfAbsent(actual[i], hash -> new ArrayDeque<>()).add(i);
      }
    }
    int[] order = new int[expected.length];
    for (int i = 0; i < order.length; i++) {
      Deque<Integer> left = places.get(expected[i]);
      if (actual[i] == expected[i]) {
        order[i] = i;
      } else if (left == null || left.isEmpty()) {
        return null;
      } else {
        order[i] = left.remove();
      }
    }
    return order;
  }
}
