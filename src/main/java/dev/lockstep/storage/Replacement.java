package dev.lockstep.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Puts something new in the place of what is there, at once. */
public final class Replacement {
  private Replacement() {}

  /**
   * Writes a file, or replaces it: the content is on the disk before it gets its name.
   *
   * @throws IOException if it cannot be written; then the earlier file is as it was
   */
  public static void ofFile(Path file, byte[] content) throws IOException {
    Path place = file.toAbsolutePath();
    Path temporary = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID());
    try {
      write(temporary, content);
      move(temporary, place);
    } finally {
      Files.deleteIfExists(temporary);
    }
    flush(place.getParent());
  }

  /**
   * Gives a file its name, at once where the file system can do that.
   *
   * @param temporary a finished file in the same folder
   * @param place its name, which another file may have
   */
  public static void move(Path temporary, Path place) throws IOException {
    try {
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Gives a folder its name. Where the system can exchange two names, a folder that has it now
   * keeps it until that moment; elsewhere it is moved aside first, to a name that begins with a dot
   * and ends with {@code .earlier}, and stays there whole if the process is killed in between.
   *
   * @param finished a folder of files beside its place
   * @param place its name, which another folder of files may have; that is deleted
   */
  public static void ofFolder(Path finished, Path place) throws IOException {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(finished, place);
    } else if (NameExchange.of(finished, place)) {
      deleteFolder(finished);
    } else {
      Path earlier = place.resolveSibling(finished.getFileName() + ".earlier");
      Files.move(place, earlier);
      Files.move(finished, place);
      deleteFolder(earlier);
    }
    flush(place.toAbsolutePath().getParent());
  }

  /** Deletes a folder and the files in it. */
  public static void deleteFolder(Path folder) throws IOException {
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    Files.delete(folder);
  }

  /** Waits until a folder and the files in it are on the disk. */
  public static void flushFolder(Path folder) throws IOException {
    for (Path file : files(folder)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    flush(folder);
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Names are a folder's content; not every system lets it be opened, and those keep them. */
  private static void flush(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows.
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
