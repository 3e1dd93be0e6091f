package dev.lockstep.backend.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Trainings that PyTorch computed; the script beside the resource says which and how. */
final class TorchTrainings {
  private TorchTrainings() {}

  /**
   * One tensor of one epoch.
   *
   * @param training small or exam
   * @param tensor its name as reports print it
   */
  record Line(
      String training, String cell, String optimizer, int epoch, String tensor, double[] values) {

    private static Line parse(String line) {
      String[] fields = line.split(",");
      return new Line(
          fields[0],
          fields[1],
          fields[2],
          Integer.parseInt(fields[3]),
          fields[4],
          Arrays.stream(fields[5].split(" ")).mapToDouble(Double::parseDouble).toArray());
    }
  }

  /** All lines of a training. */
  static List<Line> of(String training, String cell, String optimizer) {
    try (InputStream in = TorchTrainings.class.getResourceAsStream("torch-trainings.csv")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(training + "," + cell + "," + optimizer + ","))
          .map(Line::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
