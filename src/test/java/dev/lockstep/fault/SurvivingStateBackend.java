package dev.lockstep.fault;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import java.util.EnumSet;

/** Each epoch starts from the hidden state of the one before, also after a state was loaded. */
public final class SurvivingStateBackend implements Backend {

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        "surviving-state", "plain Java", "for tests", EnumSet.allOf(CellKind.class));
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    SeamChange carried =
        (right, ofCase, precision) -> right.withCell(new CarriedStateCell(right.cell()));
    return carried
        .variant()
        .open(trainingCase, state, execution.precision(), Rounding.to(execution.precision()));
  }
}
