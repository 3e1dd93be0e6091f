package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamCasesTest {
  private static final Path DIRECTORY = Path.of("golden", "exam");

  /** As NumPy printed it. */
  private static final String RNN =
      """
      [0. , 0.005, 0.008, 0.972, 0.014, 0.001, 0. ],
      [0. , 0.997, 0.002, 0. , 0. , 0.001, 0. ],
      [0. , 0.001, 0.999, 0. , 0.001, 0. , 0. ],
      [0. , 0. , 0. , 0. , 0.999, 0. , 0. ],
      [0. , 0. , 0. , 0. , 0. , 1. , 0. ],
      [0. , 0.001, 0. , 0. , 0. , 0.999, 0. ],
      [0. , 0. , 0. , 0. , 0. , 0. , 1. ],
      [0.999, 0. , 0. , 0. , 0. , 0. , 0.001],
      [0.999, 0. , 0. , 0. , 0. , 0. , 0. ],
      [0. , 0.001, 0.998, 0. , 0. , 0. , 0. ]
      """;

  /** As NumPy printed it. */
  private static final String LSTM =
      """
      [0. , 0.014, 0.084, 0.081, 0.822, 0. , 0. ],
      [0.002, 0.91 , 0. , 0.083, 0.003, 0. , 0.001],
      [0.001, 0. , 0.999, 0. , 0. , 0. , 0. ],
      [0. , 0.001, 0.005, 0.072, 0.917, 0.004, 0. ],
      [0. , 0. , 0.004, 0. , 0.001, 0.995, 0. ],
      [0. , 0. , 0. , 0. , 0. , 0.999, 0.001],
      [0. , 0. , 0. , 0. , 0. , 0. , 0.999],
      [0.998, 0.001, 0. , 0. , 0. , 0. , 0. ],
      [0.99 , 0. , 0.006, 0.001, 0. , 0.003, 0. ],
      [0.007, 0. , 0.992, 0. , 0. , 0.001, 0. ]
      """;

  @Test
  void theRnnCaseIsThatOfProblems2And3() {
    TrainingCase read = CaseReader.read(DIRECTORY.resolve("exam-rnn.json"));
    assertEquals(exam("exam-rnn", read.source(), CellKind.RNN, 8, RNN), read);
  }

  @Test
  void theLstmCaseIsThatOfProblems5And6() {
    TrainingCase read = CaseReader.read(DIRECTORY.resolve("exam-lstm.json"));
    assertEquals(exam("exam-lstm", read.source(), CellKind.LSTM, 4, LSTM), read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exam-rnn.json", "exam-lstm.json"})
  void theFilesAreLaidOutAsTheWriterLaysThemOut(String name) throws IOException {
    Path file = DIRECTORY.resolve(name);
    assertEquals(Files.readString(file), CaseWriter.toJson(CaseReader.read(file)));
  }

  private static TrainingCase exam(
      String name, String source, CellKind cell, int hidden, String printed) {
    double[] values =
        Pattern.compile("[0-9.]+")
            .matcher(printed)
            .results()
            .map(MatchResult::group)
            .mapToDouble(Double::parseDouble)
            .toArray();
    return new TrainingCase(
        name,
        source,
        new Task("hi?hello!!", 100, List.of("!", "?", "h", "i", "e", "l", "o")),
        cell,
        hidden,
        43052,
        100,
        new OptimizerSpec.Adam(0.1),
        Optional.of(new GoldenArray(0, 3, Tensor.of(Shape.of(10, 7), values))));
  }
}
