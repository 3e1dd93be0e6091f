package dev.lockstep.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What POMs come to, with their parents, of one repository. */
final class Models {
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]*)\\}");
  private static final int DEEPEST = 20;

  private final LocalRepository repository;
  private final Predicate<Artifact> present;
  private final Map<Artifact, Model> models = new HashMap<>();
  private final Set<Artifact> missing = new LinkedHashSet<>();

  /**
   * The models of a repository.
   *
   * @param present what need not come from there
   */
  Models(LocalRepository repository, Predicate<Artifact> present) {
    this.repository = repository;
    this.present = present;
  }

  /** Whether something is there already, with all that it needs. */
  boolean isPresent(Artifact artifact) {
    return present.test(artifact);
  }

  /** The POMs that were asked for and are not there. */
  Set<Artifact> missing() {
    return missing;
  }

  /** What a POM comes to; of one that is not there, nothing, and it is remembered as missing. */
  Model of(Artifact pom) {
    Model known = models.get(pom);
    if (known == null) {
      // First in the map, as a parent may import what has the same parent.
      models.put(pom, Model.NOTHING);
      known = made(pom);
      models.put(pom, known);
    }
    return known;
  }

  private Model made(Artifact artifact) {
    List<Pom> lineage = new ArrayList<>();
    Map<String, String> properties = new HashMap<>();
    Optional<Artifact> next = Optional.of(artifact);
    while (next.isPresent() && lineage.size() < DEEPEST) {
      Optional<Pom> pom = read(next.get());
      if (pom.isEmpty()) {
        return Model.NOTHING;
      }
      lineage.add(pom.get());
      pom.get().properties().forEach(properties::putIfAbsent);
      next = pom.get().parent();
    }
    for (String prefix : List.of("project.", "pom.", "")) {
      properties.put(prefix + "groupId", artifact.group());
      properties.put(prefix + "artifactId", artifact.name());
      properties.put(prefix + "version", artifact.version());
    }
    lineage.get(0).parent().ifPresent(p -> properties.put("project.parent.version", p.version()));
    return model(lineage, properties);
  }

  private Optional<Pom> read(Artifact pom) {
    if (!repository.has(pom)) {
      missing.add(pom);
      return Optional.empty();
    }
    try {
      return Optional.of(Pom.read(repository.file(pom)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Model model(List<Pom> lineage, Map<String, String> properties) {
    Map<String, Dependency> managed = new LinkedHashMap<>();
    List<Artifact> imports = new ArrayList<>();
    Map<String, Dependency> dependencies = new LinkedHashMap<>();
    for (Pom pom : lineage) {
      for (Dependency each : pom.managed(text -> interpolated(text, properties, 0))) {
        if (each.scope().equals("import")) {
          imports.add(each.artifact());
        } else {
          managed.putIfAbsent(each.artifact().key(), each);
        }
      }
      for (Dependency each : pom.dependencies(text -> interpolated(text, properties, 0))) {
        dependencies.putIfAbsent(each.artifact().key(), each);
      }
    }
    imports.forEach(bom -> of(bom).managed().forEach(managed::putIfAbsent));
    List<Dependency> versioned =
        dependencies.values().stream()
            .map(
                each ->
                    managed.containsKey(each.artifact().key())
                        ? each.managedBy(managed.get(each.artifact().key()))
                        : each)
            .toList();
    return new Model(managed, versioned);
  }

  private static String interpolated(String text, Map<String, String> properties, int depth) {
    Matcher matcher = PROPERTY.matcher(text);
    if (depth > DEEPEST || !matcher.find()) {
      return text;
    }
    String once =
        matcher.replaceAll(
            found ->
                Matcher.quoteReplacement(properties.getOrDefault(found.group(1), found.group())));
    return once.equals(text) ? text : interpolated(once, properties, depth + 1);
  }

  /**
   * What a POM comes to.
   *
   * @param managed the versions that it sets, by the artifact's key
   * @param dependencies what it needs, in order
   */
  record Model(Map<String, Dependency> managed, List<Dependency> dependencies) {
    static final Model NOTHING = new Model(Map.of(), List.of());
  }
}
