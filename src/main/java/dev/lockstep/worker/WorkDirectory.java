package dev.lockstep.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The private directory of one worker, which nobody else may read.
 *
 * @param path the directory
 */
record WorkDirectory(Path path) {
  private static final String PREFIX = "lockstep-worker-";

  /**
   * A new one.
   *
   * @throws IOException if it cannot be made
   */
  static WorkDirectory in(Path parent) throws IOException {
    WorkDirectory directory =
        new WorkDirectory(Files.createTempDirectory(parent.toAbsolutePath(), PREFIX));
    try {
      Files.createDirectory(directory.temporary());
    } catch (IOException e) {
      directory.delete();
      throw e;
    }
    return directory;
  }

  /** The request under way. */
  Path request() {
    return path.resolve("request");
  }

  /** The response to it. */
  Path response() {
    return path.resolve("response");
  }

  /** Where Java describes a native crash. */
  Path crashReport() {
    return path.resolve("hs_err.log");
  }

  /** Where libraries put their temporary files. */
  Path temporary() {
    return path.resolve("tmp");
  }

  /**
   * Makes room for the next request.
   *
   * @throws IOException if the last one, or its response, cannot be deleted
   */
  void deleteMessages() throws IOException {
    Files.deleteIfExists(request());
    Files.deleteIfExists(response());
  }

  /** Deletes all of it; what cannot be deleted, or is gone already, is passed over. */
  void delete() {
    for (Path file : deepestFirst()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // Someone else deletes too, or still writes; the rest can go.
      }
    }
  }

  private List<Path> deepestFirst() {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(path);
    }
  }
}
