package dev.lockstep.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.compare.EpochComparison;
import dev.lockstep.compare.LocalEnvelope;
import dev.lockstep.trajectory.EpochRecord;
import dev.lockstep.trajectory.Quantity;
import dev.lockstep.trajectory.Stage;
import java.util.List;
import java.util.Optional;

/** Assertions on records of epochs. */
final class Records {
  private Records() {}

  /** The same epochs, bit for bit. */
  static void assertIdentical(List<EpochRecord> expected, List<EpochRecord> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertIdentical(expected.get(i), actual.get(i));
    }
  }

  /** The same epoch, bit for bit. */
  static void assertIdentical(EpochRecord expected, EpochRecord actual) {
    assertEquals(expected.epoch(), actual.epoch());
    assertEquals(expected.quantities().keySet(), actual.quantities().keySet());
    for (Quantity quantity : expected.quantities().keySet()) {
      assertEquals(
          expected.quantities().get(quantity),
          actual.quantities().get(quantity),
          () -> quantity + " of epoch " + expected.epoch());
    }
    assertEquals(expected, actual);
  }

  /** Everything that the epoch computed lies within the reference's bounds. */
  static void assertWithin(LocalEnvelope.Expectation expected, EpochRecord actual) {
    EpochComparison comparison = EpochComparison.of(actual, expected.record(), expected.bounds());
    assertEquals(Optional.empty(), comparison.divergence());
    assertEquals(expected.record().quantities().keySet(), expected.bounds().bounds().keySet());
    int elements = actual.quantities().values().stream().mapToInt(tensor -> tensor.size()).sum();
    assertEquals(elements, comparison.compared());
  }

  /** Whether a stage is there. */
  static boolean has(EpochRecord record, Stage stage) {
    return record.quantities().keySet().stream().anyMatch(q -> q.stage() == stage);
  }
}
