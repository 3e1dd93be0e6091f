package dev.lockstep.cli;

import dev.lockstep.message.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The directory that recordings are written to, looked at before anything is trained. */
final class RecordingDirectory {
  private static final String ALLOWED = "; allowed: the path of a directory, missing or empty";

  private RecordingDirectory() {}

  /**
   * Makes the directory and tries to write there.
   *
   * @throws BadInputException if it is no directory, holds anything or cannot be written
   */
  static Path claimed(Path directory) {
    if (directory.toString().isBlank()) {
      throw refused("'" + directory + "'");
    }
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
      throw refused(directory + ", which is no directory");
    }
    try {
      Files.createDirectories(directory);
      try (Stream<Path> held = Files.list(directory)) {
        if (held.findAny().isPresent()) {
          throw refused(directory + ", which is not empty");
        }
      }
      Files.delete(Files.createTempFile(directory, ".lockstep", null));
      return directory;
    } catch (IOException e) {
      throw new BadInputException("--record: cannot write to " + directory + ": " + Reason.of(e));
    }
  }

  private static BadInputException refused(String found) {
    return new BadInputException("--record: found " + found + ALLOWED);
  }
}
