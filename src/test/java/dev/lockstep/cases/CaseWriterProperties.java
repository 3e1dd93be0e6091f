package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class CaseWriterProperties {
  private static Path file;

  @BeforeContainer
  static void createFile() throws IOException {
    file = Files.createTempFile("case", ".json");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Provide
  Arbitrary<TrainingCase> anyCase() {
    return Arbitraries.oneOf(CaseArbitraries.cases(), CaseArbitraries.casesWithGolden());
  }

  @Property(seed = "43052")
  void aCaseWrittenAndReadIsTheSameCase(@ForAll("anyCase") TrainingCase trainingCase)
      throws IOException {
    CaseWriter.write(trainingCase, file);
    assertEquals(trainingCase, CaseReader.read(file));
  }

  @Property(seed = "43052")
  void anyPositiveLearningRateSurvives(@ForAll double any) throws IOException {
    double learningRate = Math.max(Math.abs(any), Double.MIN_VALUE);
    TrainingCase trainingCase = caseWith(new OptimizerSpec.Adam(learningRate), Optional.empty());
    CaseWriter.write(trainingCase, file);
    assertEquals(trainingCase, CaseReader.read(file));
  }

  @Example
  void zeroOfEitherSignAndTheSmallestDoubleSurvive() throws IOException {
    TrainingCase trainingCase = caseWith(0.0, -0.0, Double.MIN_VALUE, Math.nextDown(1.0));
    CaseWriter.write(trainingCase, file);
    assertEquals(trainingCase, CaseReader.read(file));
  }

  @Example
  void theLocaleDoesNotChangeTheFile() {
    TrainingCase trainingCase = caseWith(0.25, 0.75);
    String expected = CaseWriter.toJson(trainingCase);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, CaseWriter.toJson(trainingCase));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Example
  void nanIsNotWritten() {
    assertThrows(NumberFormatException.class, () -> CaseWriter.toJson(caseWith(Double.NaN, 1)));
  }

  private static TrainingCase caseWith(double... values) {
    Tensor rows = Tensor.of(Shape.of(values.length / 2, 2), values);
    return caseWith(new OptimizerSpec.Sgd(0.1), Optional.of(new GoldenArray(0, 2, rows)));
  }

  private static TrainingCase caseWith(OptimizerSpec optimizer, Optional<GoldenArray> golden) {
    Task task = new Task("ab", 3, List.of("a", "b"));
    return new TrainingCase("a", "", task, CellKind.RNN, 1, 0, 1, optimizer, golden);
  }
}
