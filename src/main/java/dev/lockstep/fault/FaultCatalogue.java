package dev.lockstep.fault;

import dev.lockstep.cases.TrainingCase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every known fault. */
public final class FaultCatalogue {
  private static final List<Fault> ALL =
      Stream.of(
              OptimizerFaults.all(),
              CellFaults.all(),
              GradientFaults.all(),
              LossFaults.all(),
              ProductFaults.all(),
              SessionFaults.all(),
              InitialWeightFaults.all())
          .flatMap(List::stream)
          .toList();

  private FaultCatalogue() {}

  /** All faults, in the order of the part that they exchange; never empty. */
  public static List<Fault> all() {
    return ALL;
  }

  /** The faults that can change a number of the case; see {@link Fault#appliesTo}. */
  public static List<Fault> applicableTo(TrainingCase trainingCase) {
    return ALL.stream().filter(fault -> fault.appliesTo(trainingCase)).toList();
  }

  /** The fault of that id, or empty if there is none. */
  public static Optional<Fault> named(String id) {
    return ALL.stream().filter(fault -> fault.id().equals(id)).findFirst();
  }
}
