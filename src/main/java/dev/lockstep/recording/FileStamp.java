package dev.lockstep.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What changes when somebody writes to a file. */
record FileStamp(long size, FileTime modified) {

  /**
   * The stamp of a regular file in a folder.
   *
   * @param folder a real path
   * @throws InvalidRecordingException if there is none, it is something else than a file, or a link
   *     that leads out of the folder
   */
  static FileStamp of(Path folder, Path file) {
    try {
      if (Files.isSymbolicLink(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
        throw InvalidRecordingException.of(
            file, "a link that leads out of the folder", "a file inside the recording's folder");
      }
      BasicFileAttributes attributes =
          Files.readAttributes(
              file.toRealPath(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw InvalidRecordingException.of(
            file, attributes.isDirectory() ? "a directory" : "no regular file", "a regular file");
      }
      return new FileStamp(attributes.size(), attributes.lastModifiedTime());
    } catch (NoSuchFileException e) {
      throw InvalidRecordingException.of(file, "no such file", "a readable file");
    } catch (IOException e) {
      throw InvalidRecordingException.unreadable(file, e);
    }
  }
}
