package dev.lockstep.fault;

import dev.lockstep.backend.Session;
import dev.lockstep.model.ModelState;
import dev.lockstep.trajectory.EpochRecord;

/**
 * A session that trains rightly and records, for each epoch, a forward pass made after the update.
 * Loss and gradients stay those of the training pass.
 */
final class LateActivationsSession implements Session {
  private final Session training;
  private final Session observer;

  /**
   * Takes over two sessions of the same case.
   *
   * @param training trains
   * @param observer is loaded with what was trained and makes the late forward pass
   */
  LateActivationsSession(Session training, Session observer) {
    this.training = training;
    this.observer = observer;
  }

  @Override
  public EpochRecord step() {
    EpochRecord trained = training.step();
    observer.load(trained.state());
    return new EpochRecord(
        trained.epoch(),
        trained.loss(),
        observer.step().activations(),
        trained.gradients(),
        trained.state());
  }

  @Override
  public ModelState state() {
    return training.state();
  }

  @Override
  public void load(ModelState state) {
    training.load(state);
  }

  @Override
  public void close() {
    training.close();
    observer.close();
  }
}
