package dev.lockstep.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A class path like another one, with another version of a library in the place of the present one.
 * Nothing of the present one is left, also not behind a jar whose manifest leads to it.
 */
public final class ReplacedClassPath {
  private final OtherLibrary other;
  private final Path folder;

  private ReplacedClassPath(OtherLibrary other, Path folder) {
    this.other = other;
    this.folder = folder;
  }

  /**
   * Makes it.
   *
   * @param present the class path in force
   * @param folder takes copies of jars whose manifest names further jars, without that line; must
   *     be there as long as the class path is used
   * @throws UncheckedIOException if a jar cannot be read or copied
   */
  public static List<Path> of(ClassPath present, OtherLibrary other, Path folder) {
    ReplacedClassPath replaced = new ReplacedClassPath(other, folder);
    List<Path> all = new ArrayList<>(other.jars());
    present.entries().stream()
        .filter(entry -> !replaced.makesWay(entry))
        .forEach(entry -> all.add(replaced.alone(entry)));
    return all;
  }

  private boolean makesWay(Path entry) {
    return other.jars().stream().anyMatch(jar -> ClassPath.areOfOneArtifact(jar, entry))
        || ClassPath.belongsTo(other.library(), entry);
  }

  /** A place that leads to no other. */
  private Path alone(Path entry) {
    if (!Files.isRegularFile(entry) || ClassPath.further(entry).isEmpty()) {
      return entry;
    }
    Path copy = folder.resolve(entry.getFileName());
    try (JarFile file = new JarFile(entry.toFile())) {
      Manifest manifest = new Manifest(file.getManifest());
      manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy), manifest)) {
        for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
          JarEntry next = all.nextElement();
          if (!next.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(next.getName()));
            file.getInputStream(next).transferTo(out);
          }
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
