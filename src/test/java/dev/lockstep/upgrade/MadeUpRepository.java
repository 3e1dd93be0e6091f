package dev.lockstep.upgrade;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A local repository of a few small artifacts. */
public final class MadeUpRepository {
  private final LocalRepository repository;

  /** An empty one. */
  public MadeUpRepository(Path root) {
    this.repository = new LocalRepository(root);
  }

  LocalRepository repository() {
    return repository;
  }

  /**
   * Adds a POM.
   *
   * @param coordinates {@code group:name:version}
   * @param content what stands in the project
   */
  public MadeUpRepository pom(String coordinates, String content) throws IOException {
    Artifact artifact = artifact(coordinates).pom();
    String project =
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><!-- made up --><modelVersion>4.0.0"
            + "</modelVersion><artifactId>"
            + artifact.name()
            + "</artifactId>"
            + content
            + "</project>";
    write(artifact, project.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds a jar with its POM. */
  public MadeUpRepository jar(String coordinates, String content) throws IOException {
    pom(coordinates, content);
    return file(artifact(coordinates), Map.of());
  }

  /** Adds a jar of a classifier. */
  public MadeUpRepository jar(String coordinates, String classifier, Map<String, String> entries)
      throws IOException {
    return file(artifact(coordinates).classified(classifier), entries);
  }

  /** Adds a file. */
  MadeUpRepository file(Artifact artifact, Map<String, String> entries) throws IOException {
    Files.createDirectories(repository.file(artifact).getParent());
    jarOf(repository.file(artifact), entries);
    return this;
  }

  /** Writes a jar. */
  static void jarOf(Path file, Map<String, String> entries) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new JarEntry("nothing"));
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void write(Artifact artifact, byte[] content) throws IOException {
    Files.createDirectories(repository.file(artifact).getParent());
    Files.write(repository.file(artifact), content);
  }

  static Artifact artifact(String coordinates) {
    String[] parts = coordinates.split(":");
    return Artifact.jar(parts[0], parts[1], parts[2]);
  }

  /** A dependency in a POM. */
  static String needs(String coordinates, String more) {
    String[] parts = coordinates.split(":");
    return "<dependency><groupId>"
        + parts[0]
        + "</groupId><artifactId>"
        + parts[1]
        + "</artifactId>"
        + (parts.length > 2 ? "<version>" + parts[2] + "</version>" : "")
        + more
        + "</dependency>";
  }

  /** A POM's dependencies. */
  static String dependencies(String... needs) {
    return "<dependencies>" + String.join("", needs) + "</dependencies>";
  }
}
