package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds how a tensor is cut into others. Sums of the hashes of a part's slices do not depend on the
 * layout within the part, so that running sums along each axis tell where a part begins and ends.
 */
final class Cuts {
  /** How many places are looked at before a tensor is given up. */
  private static final int PATIENCE = 10_000;

  private final Content whole;
  private final ElementType type;
  private final Map<Long, List<Content>> byHash = new HashMap<>();
  private final Set<Long> sizes = new LinkedHashSet<>();

  private Cuts(Content whole, List<Content> parts, ElementType type) {
    this.whole = whole;
    this.type = type;
    for (Content part : parts) {
      if (part.elements() < whole.elements() && part.elements() > 0) {
        byHash.computeIfAbsent(part.summary(type).unordered(), hash -> new ArrayList<>()).add(part);
        sizes.add(part.elements());
      }
    }
  }

  /**
   * The ways in which a tensor could be cut into some of the others, most of its axes first; to be
   * checked number by number.
   */
  static Stream<Cut> of(Content whole, List<Content> others) {
    Set<ElementType> types = new LinkedHashSet<>();
    others.forEach(other -> types.add(whole.typeWith(other)));
    return types.stream()
        .map(
            type ->
                new Cuts(
                    whole,
                    others.stream().filter(other -> whole.typeWith(other) == type).toList(),
                    type))
        .filter(cuts -> !cuts.sizes.isEmpty())
        .flatMap(Cuts::all);
  }

  private Stream<Cut> all() {
    Values values = Rounded.to(type, whole.values());
    return views().stream()
        .flatMap(
            extents -> {
              long[][] slices = Slices.of(values, extents);
              return Stream.iterate(0, axis -> axis < extents.length, axis -> axis + 1)
                  .flatMap(axis -> along(extents, axis, slices[axis]).stream());
            });
  }

  /** The tensor as it is, as matrices, and as a vector. */
  private List<long[]> views() {
    long[] own = Foldings.squeezed(whole.shape()).stream().mapToLong(Long::longValue).toArray();
    List<long[]> views = new ArrayList<>();
    if (own.length <= Foldings.HIGHEST_RANK) {
      views.add(own);
    }
    long rows = 1;
    for (int axis = 0; own.length > 2 && axis < own.length - 1; axis++) {
      rows *= own[axis];
      views.add(new long[] {rows, whole.elements() / rows});
    }
    if (own.length != 1 && whole.elements() <= Slices.LONGEST) {
      views.add(new long[] {whole.elements()});
    }
    return views;
  }

  private Optional<Cut> along(long[] extents, int axis, long[] slices) {
    if (slices == null) {
      return Optional.empty();
    }
    long[] sums = new long[slices.length + 1];
    for (int i = 0; i < slices.length; i++) {
      sums[i + 1] = sums[i] + slices[i];
    }
    Walk walk = new Walk(sums, whole.elements() / extents[axis]);
    return walk.from(0) ? Optional.of(new Cut(extents, axis, walk.taken)) : Optional.empty();
  }

  /** A walk along an axis, from part to part. */
  private final class Walk {
    private final long[] sums;
    private final long slice;
    private final List<Content> taken = new ArrayList<>();
    private int steps;

    /**
     * @param sums of the hashes of all slices before each index
     * @param slice how many elements a slice has
     */
    Walk(long[] sums, long slice) {
      this.sums = sums;
      this.slice = slice;
    }

    boolean from(int start) {
      if (start == sums.length - 1) {
        return true;
      }
      for (long size : sizes) {
        long end = start + size / slice;
        if (size % slice == 0 && end < sums.length && steps++ < PATIENCE) {
          long hash = sums[(int) end] - sums[start];
          for (Content part : byHash.getOrDefault(hash, List.of())) {
            if (part.elements() == size && !taken.contains(part)) {
              taken.add(part);
              if (from((int) end)) {
                return true;
              }
              taken.remove(taken.size() - 1);
            }
          }
        }
      }
      return false;
    }
  }
}
