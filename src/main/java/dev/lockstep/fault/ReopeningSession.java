package dev.lockstep.fault;

import dev.lockstep.backend.Session;
import dev.lockstep.model.ModelState;
import dev.lockstep.recording.StepRecord;
import java.util.function.Function;

/**
 * A session that is opened anew for every loaded state, so that whatever it remembered beside its
 * {@link ModelState} is gone.
 */
final class ReopeningSession implements Session {
  private final Function<ModelState, Session> opener;
  private Session current;

  ReopeningSession(Function<ModelState, Session> opener, ModelState state) {
    this.opener = opener;
    this.current = opener.apply(state);
  }

  @Override
  public StepRecord step() {
    return current.step();
  }

  @Override
  public ModelState state() {
    return current.state();
  }

  @Override
  public void load(ModelState state) {
    current.load(state); // refuses if the session is closed
    current.close();
    current = opener.apply(state);
  }

  @Override
  public void close() {
    current.close();
  }
}
