package dev.lockstep.cases;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes cases as case files, one row of a golden array a line. */
public final class CaseWriter {
  private CaseWriter() {}

  /**
   * Writes a case to a file, which is replaced if it exists.
   *
   * @throws IOException if the file cannot be written, or a text of the case has half a surrogate
   *     pair, which UTF-8 cannot hold
   * @throws NumberFormatException if a golden value is NaN or infinite
   */
  public static void write(TrainingCase trainingCase, Path file) throws IOException {
    Files.writeString(file, toJson(trainingCase));
  }

  /**
   * The content of a case file, which {@link CaseReader} reads back as an equal case if the case is
   * valid. Golden values have at least the declared decimals, and more where they need them.
   *
   * @throws NumberFormatException if a golden value is NaN or infinite
   */
  public static String toJson(TrainingCase trainingCase) {
    Task task = trainingCase.task();
    OptimizerSpec optimizer = trainingCase.optimizer();
    return String.format(
        Locale.ROOT,
        """
        {
          "name": %s,
          "source": %s,
          "task": {
            "text": %s,
            "repeat": %s,
            "vocabulary": %s
          },
          "model": { "cell": %s, "hidden": %s },
          "init": { "seed": %s },
          "training": { "epochs": %s, "optimizer": %s, "learningRate": %s }%s
        }
        """,
        quoted(trainingCase.name()),
        quoted(trainingCase.source()),
        quoted(task.text()),
        String.valueOf(task.repeat()),
        vocabulary(task.vocabulary()),
        quoted(trainingCase.cell().label()),
        String.valueOf(trainingCase.hidden()),
        String.valueOf(trainingCase.seed()),
        String.valueOf(trainingCase.epochs()),
        quoted(optimizer.label()),
        String.valueOf(optimizer.learningRate()),
        trainingCase
            .golden()
            .map(golden -> ",\n  \"expected\": " + expected(golden, Optional.empty()))
            .orElse(""));
  }

  /**
   * The value of {@code expected}, as it stands at the depth of the case's own fields.
   *
   * @param origin how the array was made, if that is to be told
   */
  static String expected(GoldenArray golden, Optional<GoldenOrigin> origin) {
    String rows =
        IntStream.range(0, golden.rows())
            .mapToObj(row -> "        " + row(golden, row))
            .collect(Collectors.joining(",\n"));
    return String.format(
        Locale.ROOT,
        """
        {
            "softmax": {
              "firstRow": %s,
              "decimals": %s,
              "values": [
        %s
              ]%s
            }
          }""",
        String.valueOf(golden.firstRow()),
        String.valueOf(golden.decimals()),
        rows,
        origin.map(CaseWriter::notes).orElse(""));
  }

  private static String notes(GoldenOrigin origin) {
    String members =
        origin.members().entrySet().stream()
            .map(
                member -> "          " + quoted(member.getKey()) + ": " + quoted(member.getValue()))
            .collect(Collectors.joining(",\n"));
    return ",\n      \"notes\": {\n        \"origin\": {\n" + members + "\n        }\n      }";
  }

  private static String row(GoldenArray golden, int row) {
    Tensor values = golden.values();
    return IntStream.range(0, values.shape().columns())
        .mapToObj(column -> decimal(values.get(row, column), golden.decimals()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String decimal(double value, int decimals) {
    BigDecimal shortest = new BigDecimal(Double.toString(value));
    String digits = shortest.setScale(Math.max(decimals, shortest.scale())).toPlainString();
    boolean negativeZero = value == 0 && 1 / value < 0;
    return negativeZero ? "-" + digits : digits;
  }

  private static String vocabulary(List<String> entries) {
    return entries.stream().map(CaseWriter::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
