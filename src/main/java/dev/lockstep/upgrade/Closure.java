package dev.lockstep.upgrade;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * All that some artifacts need to run, theirs and that of what they need: of several versions the
 * one nearest to the roots, and of those equally near the first, as Maven decides.
 */
final class Closure {
  private final Models models;
  private final Map<String, Dependency> managed;

  /**
   * A closure under a bill of materials.
   *
   * @param managed versions that hold wherever something is needed, by the artifact's key
   */
  Closure(Models models, Map<String, Dependency> managed) {
    this.models = models;
    this.managed = managed;
  }

  /** The artifacts, the roots first. */
  List<Artifact> of(List<Artifact> roots) {
    Map<String, Artifact> chosen = new LinkedHashMap<>();
    Queue<Wanted> waiting = new ArrayDeque<>();
    for (Artifact root : roots) {
      waiting.add(new Wanted(root, Set.of()));
    }
    while (!waiting.isEmpty()) {
      Wanted next = waiting.remove();
      if (chosen.putIfAbsent(next.artifact().key(), next.artifact()) == null) {
        waiting.addAll(neededBy(next));
      }
    }
    return chosen.values().stream().filter(artifact -> artifact.type().equals("jar")).toList();
  }

  private List<Wanted> neededBy(Wanted wanted) {
    List<Wanted> needed = new ArrayList<>();
    for (Dependency each : models.of(wanted.artifact().pom()).dependencies()) {
      Artifact artifact = each.artifact();
      // A classifier that only the build of that project knows is none of ours.
      boolean known = !artifact.version().isEmpty() && !artifact.toString().contains("${");
      if (each.isNeededToRun() && !wanted.excludes(artifact)) {
        Dependency other = managed.get(artifact.key());
        Dependency decided = other == null ? each : each.withVersion(other.artifact().version());
        Set<String> exclusions = new LinkedHashSet<>(wanted.exclusions());
        exclusions.addAll(each.exclusions());
        if ((known || other != null) && !models.isPresent(decided.artifact())) {
          needed.add(new Wanted(decided.artifact(), exclusions));
        }
      }
    }
    return needed;
  }

  /**
   * Something on the way.
   *
   * @param exclusions what none of its own dependencies may bring
   */
  private record Wanted(Artifact artifact, Set<String> exclusions) {
    Wanted {
      exclusions = new HashSet<>(exclusions);
    }

    boolean excludes(Artifact other) {
      return exclusions.contains(other.group() + ":" + other.name())
          || exclusions.contains(other.group() + ":*")
          || exclusions.contains("*:" + other.name())
          || exclusions.contains("*:*");
    }
  }
}
