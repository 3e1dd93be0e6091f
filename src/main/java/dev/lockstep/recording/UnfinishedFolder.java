package dev.lockstep.recording;

import dev.lockstep.storage.Replacement;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A recording's folder while it is written, beside the place that it will have. */
final class UnfinishedFolder implements AutoCloseable {
  private final Path place;
  private final Path unfinished;

  private UnfinishedFolder(Path place, Path unfinished) {
    this.place = place;
    this.unfinished = unfinished;
  }

  /**
   * Makes the folder.
   *
   * @throws FileAlreadyExistsException if there is something in its place that is neither an empty
   *     folder nor a recording and nothing else
   */
  static UnfinishedFolder create(Path folder) throws IOException {
    Path place = folder.toAbsolutePath().normalize();
    requireReplaceable(place);
    Files.createDirectories(place.getParent());
    Path unfinished =
        place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".unfinished");
    return new UnfinishedFolder(place, Files.createDirectory(unfinished));
  }

  /** Where a file of that name is to be written. */
  Path file(String name) {
    return unfinished.resolve(name);
  }

  /** Copies the files of a recording, and nothing else that lies there, down to the disk. */
  void copy(Path recording) throws IOException {
    for (Path file : files(recording)) {
      if (RecordingFolder.isOfRecordings(file.getFileName().toString())) {
        Files.copy(file, file(file.getFileName().toString()));
      }
    }
    Replacement.flushFolder(unfinished);
  }

  /** Puts the folder in its place, which an earlier recording makes way for. */
  void finish() throws IOException {
    requireReplaceable(place);
    Replacement.ofFolder(unfinished, place);
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(unfinished)) {
      Replacement.deleteFolder(unfinished);
    }
  }

  /** Nothing that somebody else keeps there may be lost. */
  private static void requireReplaceable(Path place) throws IOException {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(place.toString(), null, "it is no folder");
    }
    for (Path file : files(place)) {
      if (!RecordingFolder.isOfRecordings(file.getFileName().toString())) {
        throw new FileAlreadyExistsException(
            place.toString(), null, "it holds " + file.getFileName() + ", which is no recording's");
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(files::add);
    }
    return files;
  }
}
