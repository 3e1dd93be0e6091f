package dev.lockstep.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedClassPathTest {
  @TempDir private Path directory;

  private Path jar(String name, String entry) throws IOException {
    Path file = directory.resolve(name);
    MadeUpRepository.jarOf(file, Map.of(entry, "x"));
    return file;
  }

  @Test
  void nothingOfThePresentVersionIsLeftAlsoNotBehindAManifest() throws IOException {
    Path classes = Files.createDirectory(directory.resolve("classes"));
    Path old = jar("api-0.1.jar", "ai/djl/engine/Engine.class");
    Path natives = jar("renamed.jar", "native/lib/pytorch.properties");
    Path json = jar("json-1.jar", "com/Json.class");
    Path gson = jar("gson-2.8.jar", "com/google/Gson.class");
    Files.createDirectory(directory.resolve("new"));
    Path api = jar("new/api-0.2.jar", "ai/djl/engine/Engine.class");
    Path newerGson = jar("new/gson-2.9.1.jar", "com/google/Gson.class");
    Path leading = directory.resolve("leading.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest
        .getMainAttributes()
        .putValue("Class-Path", "renamed.jar json-1.jar gone.jar " + gson.toUri());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(leading), manifest)) {
      out.putNextEntry(new JarEntry("dev/Main.class"));
      out.write(7);
    }
    Path copies = Files.createDirectory(directory.resolve("copies"));
    OtherLibrary other = new OtherLibrary(Library.DJL, "0.2", "DJL 0.2", List.of(api, newerGson));
    List<Path> replaced =
        ReplacedClassPath.of(
            ClassPath.of(
                String.join(
                    File.pathSeparator, classes.toString(), leading.toString(), old.toString())),
            other,
            copies);
    Path copy = copies.resolve("leading.jar");
    assertEquals(List.of(api, newerGson, classes, copy, json), replaced);
    try (JarFile file = new JarFile(copy.toFile())) {
      assertNull(file.getManifest().getMainAttributes().getValue("Class-Path"));
      assertEquals(7, file.getInputStream(file.getEntry("dev/Main.class")).read());
    }
    assertTrue(Files.exists(natives));
  }

  @Test
  void whatIsThereNoOlderServesALibraryUnlessItIsItsOwn() throws IOException {
    jar("gson-2.10.jar", "com/google/Gson.class");
    jar("api-2.jar", "ai/djl/engine/Engine.class");
    ClassPath present =
        ClassPath.of(
            directory.resolve("gson-2.10.jar")
                + File.pathSeparator
                + directory.resolve("api-2.jar"));
    assertTrue(present.serves(Artifact.jar("g", "gson", "2.9.1"), Library.DJL));
    assertTrue(present.serves(Artifact.jar("g", "gson", "2.10"), Library.DJL));
    assertFalse(present.serves(Artifact.jar("g", "gson", "2.10.1"), Library.DJL));
    assertFalse(present.serves(Artifact.jar("g", "gson", "2.9").classified("x"), Library.DJL));
    assertFalse(present.serves(Artifact.jar("ai.djl", "api", "1"), Library.DJL));
  }
}
