package dev.lockstep.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Java wrote about a native crash.
 *
 * @param lines the lines of its report
 */
record CrashReport(List<String> lines) {
  private static final int FRAMES = 6;

  /** The report in a file; empty if there is none. */
  static Optional<CrashReport> read(Path file) {
    try {
      // Paths in it may be in any encoding, and must not hide the rest.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return Optional.of(new CrashReport(text.lines().toList()))
          .filter(report -> !report.lines().isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Such as {@code SIGSEGV (0xb) at pc=0x00007f...}. */
  String signal() {
    return lines.stream()
        .filter(line -> line.matches("#\\s+(SIG[A-Z]+|EXCEPTION_[A-Z_]+) .*"))
        .map(line -> line.substring(1).strip())
        .map(line -> line.split(",", 2)[0])
        .findFirst()
        .orElse("a signal that its report does not name");
  }

  /** The innermost frames, native and Java, one a line. */
  List<String> frames() {
    List<String> frames = new ArrayList<>();
    boolean inFrames = false;
    for (String line : lines) {
      if (line.startsWith("Native frames:") || line.startsWith("Java frames:")) {
        inFrames = true;
      } else if (line.isBlank()) {
        inFrames = false;
      } else if (inFrames && frames.size() < FRAMES && !frames.contains(line)) {
        frames.add(line);
      }
    }
    return frames;
  }
}
