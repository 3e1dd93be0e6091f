package dev.lockstep.backend.nd4j;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.ElementaryErrors;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import java.util.EnumSet;
import java.util.Optional;

/** Training by hand-written cells and gradients in ND4J; all cells, both precisions. */
public final class Nd4jBackend implements Backend {
  @Override
  public BackendInfo info() {
    return new BackendInfo(
        "nd4j",
        Nd4jVersion.in(Nd4jBackend.class.getClassLoader()),
        "cells, back-propagation through time, loss and optimizers written by hand with ND4J"
            + " operations",
        EnumSet.allOf(CellKind.class),
        Optional.of(Nd4jNatives.REQUIREMENTS),
        new ElementaryErrors(4, 4, 0.3),
        6);
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    Nd4jRuntime.load(execution.device());
    return Nd4jSession.open(trainingCase, state, execution.precision());
  }
}
