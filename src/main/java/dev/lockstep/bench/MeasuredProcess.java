package dev.lockstep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command that has run to its end.
 *
 * @param seconds from start to end
 * @param peakMebibytes the largest resident memory of the process and its children together,
 *     sampled; 0 where the system does not tell
 */
record MeasuredProcess(double seconds, double peakMebibytes) {
  private static final int SAMPLE_MILLISECONDS = 50;

  /**
   * Runs a command.
   *
   * @param output the file that takes what it prints
   * @throws IOException if it cannot be started
   * @throws IllegalStateException if it ends with another status than 0
   */
  static MeasuredProcess run(List<String> command, Path output)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    double peak = 0;
    while (!process.waitFor(SAMPLE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, residentMebibytes(process.toHandle()));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s ended with status %d: %s",
              String.join(" ", command),
              process.exitValue(),
              Files.readString(output)));
    }
    return new MeasuredProcess(seconds, peak);
  }

  private static double residentMebibytes(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToDouble(handle -> residentMebibytes(handle.pid()))
        .sum();
  }

  private static double residentMebibytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
