package dev.lockstep.clean;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import java.util.EnumSet;
import java.util.Optional;

/**
 * A right implementation in float32.
 *
 * @param style how it differs from other right ones
 */
record CleanBackend(Style style) implements Backend {

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        style.name(),
        "plain Java",
        "float32, " + style,
        EnumSet.allOf(CellKind.class),
        Optional.empty(),
        style.functions().errors(),
        1);
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    return new CleanSession(trainingCase, state, style);
  }
}
