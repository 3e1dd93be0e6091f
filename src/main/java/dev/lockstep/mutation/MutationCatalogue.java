package dev.lockstep.mutation;

import java.util.List;
import java.util.stream.Stream;

/** Every mistake that a recording can be given, and a few changes that are none. */
public final class MutationCatalogue {
  private static final List<Mutation> ALL =
      Stream.of(
              LayoutMutations.all(),
              GradientMutations.all(),
              UpdateMutations.all(),
              RecordMutations.all())
          .flatMap(List::stream)
          .toList();

  private MutationCatalogue() {}

  /** All mutations; never empty. */
  public static List<Mutation> all() {
    return ALL;
  }
}
