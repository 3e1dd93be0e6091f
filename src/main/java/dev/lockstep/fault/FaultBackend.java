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

/**
 * A fault as an implementation like the others.
 *
 * @param fault the fault, whose id is the name of the implementation
 */
public record FaultBackend(Fault fault) implements Backend {

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        fault.id(), "plain Java", fault.sentence(), EnumSet.allOf(CellKind.class));
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    return fault
        .variant()
        .open(trainingCase, state, execution.precision(), Rounding.to(execution.precision()));
  }
}
