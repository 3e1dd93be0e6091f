package dev.lockstep.cli;

import dev.lockstep.message.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * The file that a picture is written to.
 *
 * @param path its path
 */
record PictureFile(Path path) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /**
   * The file, before anything is computed for it.
   *
   * @throws BadInputException if something else than a picture is there, or no folder to put it in
   */
  static PictureFile at(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new BadInputException("--output: found no folder " + folder + " to write to");
    }
    if (Files.exists(path) && !isPicture(path)) {
      throw new BadInputException(
          "--output: found " + path + ", which is no PNG; allowed: a new file or an earlier PNG");
    }
    return new PictureFile(path);
  }

  private static boolean isPicture(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Writes the whole picture, or leaves what was there.
   *
   * @throws BadInputException if that cannot be done
   */
  void write(BufferedImage picture) {
    try {
      Path temporary = Files.createTempFile(path.toAbsolutePath().getParent(), ".lockstep", ".png");
      try {
        ImageIO.write(picture, "png", temporary.toFile());
        Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new BadInputException("--output: " + path + " cannot be written: " + Reason.of(e));
    }
  }
}
