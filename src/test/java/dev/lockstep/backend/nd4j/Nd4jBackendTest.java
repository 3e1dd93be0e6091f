package dev.lockstep.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Backends;
import dev.lockstep.cases.CellKind;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Nd4jBackendTest {

  @Test
  void infoNamesTheLibraryWithItsVersionAndEveryCell() {
    BackendInfo info = new Nd4jBackend().info();
    assertEquals("nd4j", info.name());
    assertEquals("ND4J 1.0.0-M2.1", info.library());
    assertEquals(Set.of(CellKind.values()), info.cells());
  }

  @Test
  void isInstalledAsAService() {
    assertTrue(Backends.installed().names().contains("nd4j"));
  }

  @Test
  void infoLoadsNoClassOfTheLibrary() throws Exception {
    try (RecordingLoader loader = new RecordingLoader()) {
      Object backend =
          loader.loadClass(Nd4jBackend.class.getName()).getDeclaredConstructor().newInstance();
      backend.getClass().getMethod("info").invoke(backend);
      assertTrue(loader.names.contains(BackendInfo.class.getName()), "nothing was recorded");
      assertEquals(
          List.of(),
          loader.names.stream()
              .filter(name -> name.startsWith("org.nd4j.") || name.startsWith("org.bytedeco."))
              .toList());
    }
  }

  /** Loads the class path again, apart from this JVM's own classes, and keeps the names. */
  private static final class RecordingLoader extends URLClassLoader {
    private final List<String> names = new ArrayList<>();

    RecordingLoader() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      names.add(name);
      return super.findClass(name);
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(RecordingLoader::url)
          .toArray(URL[]::new);
    }

    private static URL url(String entry) {
      try {
        return Path.of(entry).toUri().toURL();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
