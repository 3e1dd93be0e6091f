package dev.lockstep.backend.djl;

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
import java.util.function.Supplier;

/**
 * What the two public backends share: they differ in how they unroll the text, and the update rule
 * is open too. What makes these is asked for late, so that an implementation describes itself also
 * where DJL is not on the class path.
 *
 * @param name the name that users type
 * @param description one line on what is the library's
 * @param unrolling how the recurrent block runs over the text
 * @param optimizer the update rule for a case
 * @param microsecondsPerStep about how long one step of one epoch takes
 */
record DjlBackend(
    String name,
    String description,
    Supplier<Unrolling.Factory> unrolling,
    Supplier<DjlOptimizer.Factory> optimizer,
    double microsecondsPerStep)
    implements Backend {

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        name,
        DjlVersion.onClassPath(),
        description,
        EnumSet.allOf(CellKind.class),
        Optional.of(DjlNatives.REQUIREMENTS),
        new ElementaryErrors(6, 3, 0),
        microsecondsPerStep);
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    return DjlSession.open(this, trainingCase, state, execution);
  }
}
