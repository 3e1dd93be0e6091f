package dev.lockstep.upgrade;

import java.util.HashSet;
import java.util.Set;

/**
 * What a POM says that something needs.
 *
 * @param artifact its version is empty where the POM leaves that to others
 * @param scope empty where the POM leaves it open, which means {@code compile}
 * @param optional whether only who builds it needs it
 * @param exclusions what of its own dependencies is not wanted, {@code group:name}, either perhaps
 *     {@code *}
 */
record Dependency(Artifact artifact, String scope, boolean optional, Set<String> exclusions) {

  Dependency {
    exclusions = Set.copyOf(exclusions);
  }

  /** Whether whoever runs the program needs it. */
  boolean isNeededToRun() {
    boolean runs = scope.isEmpty() || scope.equals("compile") || scope.equals("runtime");
    return runs && !optional;
  }

  /** This with what is managed, where it leaves that open. */
  Dependency managedBy(Dependency managed) {
    Set<String> all = new HashSet<>(exclusions);
    all.addAll(managed.exclusions);
    return new Dependency(
        artifact.version().isEmpty() ? managed.artifact : artifact,
        scope.isEmpty() ? managed.scope : scope,
        optional,
        all);
  }

  /** This in a certain version. */
  Dependency withVersion(String version) {
    return new Dependency(
        new Artifact(
            artifact.group(), artifact.name(), version, artifact.type(), artifact.classifier()),
        scope,
        optional,
        exclusions);
  }
}
