package dev.lockstep.compare;

import dev.lockstep.recording.TensorName;
import java.util.List;
import java.util.Optional;

/**
 * What somebody asked of a comparison.
 *
 * @param ignored patterns of names that are left out
 * @param tolerance what may differ in any case; empty if nobody chose one
 * @param alignment which tensor is which
 */
public record ComparisonSettings(
    List<NamePattern> ignored, Optional<Bound.Tolerance> tolerance, Alignment alignment) {

  /** Nothing left out, no tolerance, tensors paired by name. */
  public static final ComparisonSettings DEFAULT =
      new ComparisonSettings(List.of(), Optional.empty(), Alignment.BY_NAME);

  /** Copies the list. */
  public ComparisonSettings {
    ignored = List.copyOf(ignored);
  }

  boolean ignores(TensorName name) {
    return ignored.stream().anyMatch(pattern -> pattern.matches(name));
  }
}
