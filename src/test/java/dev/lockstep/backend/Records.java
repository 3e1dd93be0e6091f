package dev.lockstep.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.compare.EpochComparison;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import java.util.List;
import java.util.Optional;

/** Assertions on records of epochs. */
final class Records {
  private Records() {}

  /** The same epochs, bit for bit. */
  static void assertIdentical(List<StepRecord> expected, List<StepRecord> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertIdentical(expected.get(i), actual.get(i));
    }
  }

  /** The same epoch, bit for bit. */
  static void assertIdentical(StepRecord expected, StepRecord actual) {
    assertEquals(expected.step(), actual.step());
    assertEquals(List.copyOf(expected.tensors().keySet()), List.copyOf(actual.tensors().keySet()));
    for (TensorName quantity : expected.tensors().keySet()) {
      assertEquals(
          expected.tensors().get(quantity),
          actual.tensors().get(quantity),
          () -> quantity + " of epoch " + expected.step());
    }
    assertEquals(expected, actual);
  }

  /** Everything that the epoch computed lies within the reference's bounds. */
  static void assertWithin(LocalEnvelope.Expectation expected, StepRecord actual) {
    EpochComparison comparison = expected.compare(actual).orElseThrow();
    assertEquals(Optional.empty(), comparison.divergence());
    int elements = actual.tensors().values().stream().mapToInt(tensor -> tensor.size()).sum();
    assertEquals(elements, comparison.compared());
  }
}
