package dev.lockstep.upgrade;

import java.nio.file.Path;

/**
 * What a Maven repository holds a file of.
 *
 * @param group with dots
 * @param name the artifact id
 * @param version a single version
 * @param type the file's ending, such as {@code jar} or {@code pom}
 * @param classifier empty if there is none
 */
record Artifact(String group, String name, String version, String type, String classifier) {

  static Artifact jar(String group, String name, String version) {
    return new Artifact(group, name, version, "jar", "");
  }

  /** The file that says what this depends on. */
  Artifact pom() {
    return new Artifact(group, name, version, "pom", "");
  }

  Artifact classified(String other) {
    return new Artifact(group, name, version, type, other);
  }

  /** What is the same for all versions of it, of which a class path has one. */
  String key() {
    return group + ":" + name + ":" + type + ":" + classifier;
  }

  /** Where it is, below the root of a repository. */
  Path path() {
    String suffix = classifier.isEmpty() ? "" : "-" + classifier;
    return Path.of(group.replace('.', '/'), name, version)
        .resolve(name + "-" + version + suffix + "." + type);
  }

  /** As Maven's command line takes it. */
  @Override
  public String toString() {
    String coordinates = group + ":" + name + ":" + version;
    if (!classifier.isEmpty()) {
      return coordinates + ":" + type + ":" + classifier;
    }
    return type.equals("jar") ? coordinates : coordinates + ":" + type;
  }
}
