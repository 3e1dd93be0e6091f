package dev.lockstep.contract;

import java.util.List;
import java.util.stream.Stream;

/** All that an implementation must keep to. */
public final class Contract {
  private static final List<Requirement> ALL =
      Stream.of(SessionRequirements.all(), RecordRequirements.all(), NumberRequirements.all())
          .flatMap(List::stream)
          .toList();

  private Contract() {}

  /** The requirements: how a session may be used, what it hands over, and the numbers in it. */
  public static List<Requirement> requirements() {
    return ALL;
  }
}
