package dev.lockstep.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The directory for temporary files, into which natives are unpacked and workers write. */
public final class TemporaryDirectory {
  private static final String PROPERTY = "java.io.tmpdir";

  private TemporaryDirectory() {}

  /**
   * Why no file can be made there; empty if one can. Asked by making one, because a system that is
   * mounted read-only does not tell its administrator otherwise.
   */
  public static Optional<String> obstacle() {
    String path = System.getProperty(PROPERTY);
    try {
      Files.delete(Files.createTempFile(Path.of(path), "lockstep", ""));
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(
          PROPERTY
              + ": found "
              + path
              + ", where no file can be made; allowed: a directory that can be written, as in java -D"
              + PROPERTY
              + "=DIR");
    }
  }
}
