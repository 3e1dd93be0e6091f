package dev.lockstep.backend.reference;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.tensor.Precision;
import java.util.EnumSet;

/**
 * The reference as an implementation like the others: float64 as it is, or float32 with every
 * operation's result rounded to float32. It computes on the host whatever device is asked for.
 */
public final class ReferenceBackend implements Backend {

  /** The name of this implementation. */
  public static final String NAME = "reference";

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        NAME, "plain Java", "everything written by hand", EnumSet.allOf(CellKind.class));
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    Precision precision = execution.precision();
    Rounding rounding = Rounding.to(precision);
    return new ReferenceSession(
        trainingCase.task(), state, precision, Seams.of(trainingCase, rounding));
  }
}
