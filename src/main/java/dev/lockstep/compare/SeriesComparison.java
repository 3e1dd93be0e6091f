package dev.lockstep.compare;

import dev.lockstep.recording.StepRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A training compared with another, epoch by epoch.
 *
 * @param epochs one comparison an epoch, in order
 * @param expectedEpochs how many there should be
 */
public record SeriesComparison(List<EpochComparison> epochs, int expectedEpochs) {

  /** Copies the list. */
  public SeriesComparison {
    epochs = List.copyOf(epochs);
  }

  /**
   * Compares two trainings epoch by epoch, up to the first that has no bounds. An epoch too many
   * counts as mismatches throughout.
   *
   * @param bounds how far the actual one may stray, one entry an epoch of the expected one
   */
  public static SeriesComparison of(
      List<StepRecord> actual, List<StepRecord> expected, List<StepBounds> bounds) {
    List<EpochComparison> epochs = new ArrayList<>();
    for (int i = 0; i < actual.size(); i++) {
      StepRecord record = actual.get(i);
      if (i >= expected.size()) {
        epochs.add(EpochComparison.ofUnexpected(record));
      } else if (bounds.get(i) instanceof StepBounds.Bounded bounded) {
        epochs.add(EpochComparison.of(record, expected.get(i), bounded));
      } else {
        break;
      }
    }
    return new SeriesComparison(epochs, expected.size());
  }

  /** Whether as many epochs were compared as there should be. */
  public boolean isComplete() {
    return epochs.size() == expectedEpochs;
  }

  /** How many elements were compared in all. */
  public long compared() {
    return epochs.stream().mapToLong(EpochComparison::compared).sum();
  }

  /** How many of them do not pass. */
  public long mismatches() {
    return epochs.stream().mapToLong(EpochComparison::mismatches).sum();
  }

  /** The largest excess of all: at most 1 if everything passed. */
  public double maxExcess() {
    return epochs.stream().mapToDouble(EpochComparison::maxExcess).max().orElse(0);
  }

  /** The epoch with the largest excess; empty if nothing was compared. */
  public Optional<EpochComparison> worstEpoch() {
    return epochs.stream().max(Comparator.comparingDouble(EpochComparison::maxExcess));
  }

  /** The first mismatch in time; empty if everything passed. */
  public Optional<Divergence> divergence() {
    return epochs.stream().flatMap(epoch -> epoch.divergence().stream()).findFirst();
  }
}
