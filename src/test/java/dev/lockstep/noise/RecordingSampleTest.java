package dev.lockstep.noise;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.compare.ComparisonSettings;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.recording.InvalidRecordingException;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.StepRecords;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordingSampleTest {
  private static final TensorName NAME = TensorName.of(Kind.PARAMETER, "w");
  private static final int ELEMENTS = 2000;
  private static final double NOISE = 1e-3;

  @Test
  void aFurtherRunOfTheSameTrainingIsEquivalentWhateverTheSizeOfTheSample() {
    for (int size : new int[] {1, 2, 5, 16}) {
      Random random = new Random(size);
      assertEquals(
          Verdict.EQUIVALENT,
          verdict(run(random, 0), sample(random, size), run(random, 0)),
          size + " other runs");
    }
  }

  @Test
  void aRunThatIsOffByManyDeviationsDivergesIfTheSampleIsLargeEnough() {
    Random random = new Random(5);
    Recording off = run(random, 40 * NOISE);
    assertAll(
        () -> assertEquals(Verdict.DIVERGENT, verdict(run(random, 0), sample(random, 16), off)),
        () -> assertEquals(Verdict.EQUIVALENT, verdict(run(random, 0), sample(random, 1), off)));
  }

  @Test
  void aRunThatHasNoNumberWhereOneIsExpectedIsRefused() {
    Recording broken = recording(new double[ELEMENTS], Double.NaN);
    InvalidRecordingException refusal =
        assertThrows(
            InvalidRecordingException.class,
            () -> verdict(run(new Random(1), 0), List.of(broken), run(new Random(2), 0)));
    assertTrue(
        refusal.getMessage().startsWith("--noise: parameter/w: found NaN"), refusal::getMessage);
  }

  private static Verdict verdict(Recording expected, List<Recording> others, Recording actual) {
    return RecordingComparison.of(
            new RecordingSample(expected, others), actual, ComparisonSettings.DEFAULT)
        .verdict();
  }

  private static List<Recording> sample(Random random, int size) {
    List<Recording> runs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      runs.add(run(random, 0));
    }
    return runs;
  }

  private static Recording run(Random random, double offset) {
    double[] values = new double[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      values[i] = i + NOISE * random.nextGaussian();
    }
    return recording(values, values[3] + offset);
  }

  private static Recording recording(double[] values, double fourth) {
    double[] copy = values.clone();
    copy[3] = fourth;
    return new StepRecords(
        RecordingFacts.of("run", ElementType.F64),
        List.of(new StepRecord(1, Map.of(NAME, Tensor.of(Shape.of(ELEMENTS), copy)))));
  }
}
