package dev.lockstep.fault;

import dev.lockstep.cases.TrainingCase;
import java.util.List;
import java.util.Optional;

/** The known faults. */
public enum FaultCatalogue {
  /**
   * One or a few of every sort: enough to tell whether a comparison of a case could fail, few
   * enough to be tried in every verification.
   */
  EVERYDAY(
      List.of(
          OptimizerFaults.everyday(),
          CellFaults.everyday(),
          GradientFaults.everyday(),
          LossFaults.everyday(),
          PrecisionFaults.everyday(),
          SessionFaults.everyday(),
          InitialWeightFaults.everyday())),

  /** All, the everyday ones first: what a diagnosis knows, and what a proof tries. */
  WHOLE(
      List.of(
          EVERYDAY.faults,
          OptimizerFaults.further(),
          UpdateFaults.further(),
          CellFaults.further(),
          CurveFaults.further(),
          BiasFaults.further(),
          GradientFaults.further(),
          RecurrenceFaults.further(),
          LossFaults.further(),
          PrecisionFaults.further(),
          SessionFaults.further(),
          InitialWeightFaults.further()));

  private final List<Fault> faults;

  FaultCatalogue(List<List<Fault>> families) {
    faults = families.stream().flatMap(List::stream).toList();
  }

  /** All of its faults, in the order of the part that they exchange; never empty. */
  public List<Fault> faults() {
    return faults;
  }

  /** The faults that can change a number of the case; see {@link Fault#appliesTo}. */
  public List<Fault> applicableTo(TrainingCase trainingCase) {
    return faults.stream().filter(fault -> fault.appliesTo(trainingCase)).toList();
  }

  /** The fault of that id, or empty if there is none. */
  public static Optional<Fault> named(String id) {
    return WHOLE.faults.stream().filter(fault -> fault.id().equals(id)).findFirst();
  }
}
