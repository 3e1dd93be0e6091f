package dev.lockstep.upgrade;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places where Java looks for classes, in order.
 *
 * @param entries jars and folders that are there, also those that a jar's manifest leads to
 */
public record ClassPath(List<Path> entries) {
  private static final Pattern JAR = Pattern.compile("(.+?)-([0-9][^/]*)\\.jar");

  /** Copies the list. */
  public ClassPath {
    entries = List.copyOf(entries);
  }

  /**
   * What Java takes.
   *
   * @param text its option's value
   * @throws UncheckedIOException if a jar cannot be read
   */
  public static ClassPath of(String text) {
    Set<Path> found = new LinkedHashSet<>();
    for (String entry : text.split(Pattern.quote(File.pathSeparator))) {
      if (!entry.isEmpty()) {
        follow(Path.of(entry).toAbsolutePath().normalize(), found);
      }
    }
    return new ClassPath(List.copyOf(found));
  }

  /** Adds a place and those that its manifest leads to. */
  private static void follow(Path entry, Set<Path> found) {
    if (!Files.exists(entry) || !found.add(entry) || !Files.isRegularFile(entry)) {
      return;
    }
    for (String further : further(entry)) {
      URI place = entry.toUri().resolve(further);
      if ("file".equals(place.getScheme())) {
        follow(Path.of(place), found);
      }
    }
  }

  /** What a jar's manifest leads to, as it stands there. */
  static List<String> further(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String value =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return value == null || value.isBlank() ? List.of() : List.of(value.strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether something is there that a library needs, in that version or a later one: then that
   * stays, as it would in a build that asks for both.
   */
  boolean serves(Artifact artifact, Library library) {
    return artifact.classifier().isEmpty()
        && !library.releases(artifact)
        && entries.stream()
            .anyMatch(
                entry -> {
                  Matcher jar = JAR.matcher(entry.getFileName().toString());
                  return jar.matches()
                      && jar.group(1).equals(artifact.name())
                      && isNotBefore(jar.group(2), artifact.version());
                });
  }

  /** Whether a place is a jar of a library. */
  static boolean belongsTo(Library library, Path entry) {
    if (!Files.isRegularFile(entry)) {
      return false;
    }
    try (JarFile file = new JarFile(entry.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        if (library.owns(entries.nextElement().getName())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether two places are of one artifact, in whatever version. */
  static boolean areOfOneArtifact(Path one, Path other) {
    Matcher first = JAR.matcher(one.getFileName().toString());
    Matcher second = JAR.matcher(other.getFileName().toString());
    return first.matches() && second.matches() && first.group(1).equals(second.group(1));
  }

  /** By the numbers in them; what has the same numbers counts as the same. */
  static boolean isNotBefore(String version, String other) {
    String[] numbers = version.split("[^0-9]+");
    String[] others = other.split("[^0-9]+");
    for (int i = 0; i < Math.max(numbers.length, others.length); i++) {
      int difference = Long.compare(number(numbers, i), number(others, i));
      if (difference != 0) {
        return difference > 0;
      }
    }
    return true;
  }

  private static long number(String[] numbers, int index) {
    // Eighteen digits are a date and a time, and still a long.
    return index < numbers.length && !numbers[index].isEmpty() && numbers[index].length() < 19
        ? Long.parseLong(numbers[index])
        : 0;
  }
}
