package dev.lockstep.backend;

import dev.lockstep.cases.CellKind;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of an implementation without loading anything native.
 *
 * @param name the name that users type and reports print
 * @param library the library that computes, with its version
 * @param description one line: what is the library's and what is written by hand
 * @param cells the cells that it can train
 * @param natives the natives that it computes with; empty for plain Java, which runs on the host
 * @param elementaryErrors how accurate its elementary functions are
 * @param microsecondsPerStep about how long one step of one epoch takes, forward and backward, with
 *     eight hidden units; only for choosing which trainings start first, and for saying beforehand
 *     what will take long
 */
public record BackendInfo(
    String name,
    String library,
    String description,
    Set<CellKind> cells,
    Optional<NativeRequirements> natives,
    ElementaryErrors elementaryErrors,
    double microsecondsPerStep) {

  /** An implementation in plain Java, whose functions err by no more than a rounding. */
  public BackendInfo(String name, String library, String description, Set<CellKind> cells) {
    this(name, library, description, cells, Optional.empty(), ElementaryErrors.ROUNDED, 1);
  }
}
