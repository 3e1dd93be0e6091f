package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.compare.EpochComparison;
import dev.lockstep.compare.SeriesComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.training.Lockstep;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingTest {
  private static final SeriesComparison WHOLE = series(4);
  private static final FaultCoverage COVERAGE =
      new FaultCoverage(List.of("a-fault"), List.of(), List.of());

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void lockstepThatEndsEarlyIsNeverEquivalent(int epochs) {
    JobResult.Completed completed =
        new JobResult.Completed(
            List.of(),
            Optional.of(new Lockstep.Outcome(series(epochs), List.of())),
            Optional.empty(),
            1);
    Finding finding = Finding.of(completed, Optional.empty(), WHOLE, COVERAGE);
    assertEquals(Verdict.INCONCLUSIVE, finding.verdict());
    assertEquals(
        "rounding alone decides what one epoch gives after "
            + epochs
            + " of 4 epochs, so that the rest cannot be compared",
        finding.reason());
  }

  private static SeriesComparison series(int epochs) {
    List<EpochComparison> compared =
        IntStream.rangeClosed(1, epochs)
            .mapToObj(epoch -> new EpochComparison(epoch, List.of()))
            .toList();
    return new SeriesComparison(compared, 4);
  }
}
