package dev.lockstep.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files in which a recording that is compared with must be named: tests, scripts, builds. */
public final class GoldenUsers {
  /** Nobody writes a test of that size. */
  private static final long LARGEST = 1 << 22;

  private final List<Path> folders;
  private final List<String> texts;

  private GoldenUsers(List<Path> folders, List<String> texts) {
    this.folders = List.copyOf(folders);
    this.texts = List.copyOf(texts);
  }

  /**
   * Reads the files below folders.
   *
   * @throws UncheckedIOException if one cannot be read
   */
  public static GoldenUsers below(List<Path> folders) {
    List<String> texts = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (Files.size(file) <= LARGEST) {
            // One byte a character, whatever the encoding: names are searched for in the same way.
            texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new GoldenUsers(folders, texts);
  }

  /** Whether a file has a recording's name, as a text of its own or as the end of a path. */
  boolean name(Path recording) {
    String name = bytes(recording.toAbsolutePath().normalize().getFileName().toString());
    Pattern named = Pattern.compile("[/\"']" + Pattern.quote(name) + "(?![A-Za-z0-9._-])");
    return texts.stream().anyMatch(text -> named.matcher(text).find());
  }

  /** The folders, as a list for people. */
  String places() {
    return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static String bytes(String name) {
    return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
