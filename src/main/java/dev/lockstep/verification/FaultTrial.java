package dev.lockstep.verification;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Bound;
import dev.lockstep.compare.ElementwiseComparison;
import dev.lockstep.fault.Fault;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Tries faults against a case's tolerances. */
public final class FaultTrial {
  /** Half a unit of the third decimal, for cases that print nothing. */
  private static final double VISIBLE = 0.0005;

  private FaultTrial() {}

  /** Tries the everyday faults, as every verification does. */
  static List<FaultCoverage> of(
      TrainingCase trainingCase, Precision precision, List<Envelope> envelopes) {
    List<Fault> everyday = FaultCatalogue.EVERYDAY.applicableTo(trainingCase);
    return of(trainingCase, precision, envelopes, everyday);
  }

  /**
   * Trains a case with faults that apply to it, and tells which would be caught; of one that
   * changes no number of the case nothing is told. The trainings are exact, so that one serves
   * every envelope of the same precision; no more than one is held at a time.
   *
   * @param envelopes the case's, of one precision
   * @return one entry an envelope, in their order
   */
  public static List<FaultCoverage> of(
      TrainingCase trainingCase,
      Precision precision,
      List<Envelope> envelopes,
      List<Fault> faults) {
    List<Tally> tallies = envelopes.stream().map(Tally::new).toList();
    for (Fault fault : faults) {
      List<StepRecord> wrong = Envelope.exactTraining(trainingCase, fault.variant(), precision);
      tallies.forEach(tally -> tally.add(fault, trainingCase, wrong));
    }
    return tallies.stream().map(Tally::coverage).toList();
  }

  /** What one envelope lets pass. */
  private static final class Tally {
    private final Envelope envelope;
    private final List<String> byGolden = new ArrayList<>();
    private final List<String> byReference = new ArrayList<>();
    private final List<String> invisible = new ArrayList<>();
    private final List<String> hidden = new ArrayList<>();

    Tally(Envelope envelope) {
      this.envelope = envelope;
    }

    void add(Fault fault, TrainingCase trainingCase, List<StepRecord> wrong) {
      if (wrong.equals(envelope.exact())) {
        return; // changes no number of this case, as a norm's clip that is never reached
      }
      boolean golden = goldenCatches(trainingCase, wrong, envelope);
      boolean reference = envelope.drift(wrong).mismatches() > 0;
      if (golden) {
        byGolden.add(fault.id());
      }
      if (reference) {
        byReference.add(fault.id());
      }
      if (golden || reference) {
        return;
      }
      if (isVisible(trainingCase, wrong, envelope)) {
        hidden.add(fault.id());
      } else {
        invisible.add(fault.id());
      }
    }

    FaultCoverage coverage() {
      return new FaultCoverage(byGolden, byReference, invisible, hidden);
    }
  }

  private static boolean goldenCatches(
      TrainingCase trainingCase, List<StepRecord> wrong, Envelope envelope) {
    return trainingCase.golden().stream()
        .anyMatch(golden -> envelope.softmax().filter(n -> misses(golden, wrong, n)).isPresent());
  }

  /** Whether the fault would be seen if rounding moved nothing. */
  private static boolean isVisible(
      TrainingCase trainingCase, List<StepRecord> wrong, Envelope envelope) {
    if (trainingCase.golden().isPresent()) {
      Tensor none = StepTensors.lastSoftmax(envelope.exact()).map(value -> 0);
      return misses(trainingCase.golden().get(), wrong, none);
    }
    return ElementwiseComparison.of(
                StepTensors.SOFTMAX,
                StepTensors.lastSoftmax(envelope.exact()),
                StepTensors.lastSoftmax(wrong),
                new Bound.Tolerance(0, VISIBLE))
            .mismatches()
        > 0;
  }

  private static boolean misses(GoldenArray golden, List<StepRecord> wrong, Tensor envelope) {
    return GoldenComparison.of(golden, StepTensors.lastSoftmax(wrong), envelope)
            .softmax()
            .mismatches()
        > 0;
  }
}
