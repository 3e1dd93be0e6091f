package dev.lockstep.upgrade;

import dev.lockstep.backend.Platform;
import dev.lockstep.backend.UnsupportedExecutionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Another version of a library, of which all is there.
 *
 * @param library which
 * @param version as the user gave it: a version or a folder's name
 * @param described the library and its version as reports print it, read off the jars
 * @param jars what it consists of, also what it needs
 */
public record OtherLibrary(Library library, String version, String described, List<Path> jars) {

  /** Copies the list. */
  public OtherLibrary {
    jars = List.copyOf(jars);
  }

  /**
   * A release in Maven's local repository, with the processor's natives for this platform. What it
   * needs besides and the class path in force has, no older, is not looked for.
   *
   * @throws MissingArtifactsException if not all of it is there
   * @throws UnsupportedExecutionException if there are no natives for this platform
   * @throws UncheckedIOException if a POM cannot be read
   */
  public static OtherLibrary release(
      Library library, String version, LocalRepository repository, ClassPath present)
      throws MissingArtifactsException {
    Platform platform =
        Platform.current()
            .orElseThrow(
                () -> new UnsupportedExecutionException("there are no natives for this platform"));
    Models models = new Models(repository, artifact -> present.serves(artifact, library));
    List<Artifact> artifacts = library.artifacts(version, platform, models);
    Set<Artifact> missing = new LinkedHashSet<>();
    artifacts.stream().filter(artifact -> !repository.has(artifact)).forEach(missing::add);
    List<Artifact> jars = List.copyOf(missing);
    models.missing().stream()
        .filter(pom -> jars.stream().noneMatch(jar -> jar.pom().equals(pom)))
        .forEach(missing::add);
    if (!missing.isEmpty()) {
      throw new MissingArtifactsException(repository.root(), List.copyOf(missing));
    }
    return of(library, version, artifacts.stream().map(repository::file).toList());
  }

  /**
   * The jars of a folder.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static OtherLibrary folder(Library library, Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      return of(library, folder.toAbsolutePath().normalize().getFileName().toString(), jars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether its jars say which version they are of. */
  public boolean isThere() {
    return !described.contains("unknown");
  }

  private static OtherLibrary of(Library library, String version, List<Path> jars) {
    List<URL> places = new ArrayList<>();
    try {
      for (Path jar : jars) {
        places.add(jar.toUri().toURL());
      }
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
    try (URLClassLoader loader =
        new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      return new OtherLibrary(library, version, library.describe(loader), jars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
