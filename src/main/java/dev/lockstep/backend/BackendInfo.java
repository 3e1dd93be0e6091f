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
 */
public record BackendInfo(
    String name,
    String library,
    String description,
    Set<CellKind> cells,
    Optional<NativeRequirements> natives) {

  /** An implementation in plain Java. */
  public BackendInfo(String name, String library, String description, Set<CellKind> cells) {
    this(name, library, description, cells, Optional.empty());
  }
}
