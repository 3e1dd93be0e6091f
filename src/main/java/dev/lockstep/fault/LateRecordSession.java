package dev.lockstep.fault;

import dev.lockstep.backend.Session;
import dev.lockstep.model.ModelState;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A session that trains rightly and records, for each epoch, some of its tensors from a pass made
 * after the update.
 */
final class LateRecordSession implements Session {
  private final Session training;
  private final Session observer;
  private final Kind kind;

  /**
   * Takes over two sessions of the same case.
   *
   * @param training trains
   * @param observer is loaded with what was trained and makes the late pass
   * @param kind the kind of tensors that come late
   */
  LateRecordSession(Session training, Session observer, Kind kind) {
    this.training = training;
    this.observer = observer;
    this.kind = kind;
  }

  @Override
  public StepRecord step() {
    StepRecord trained = training.step();
    observer.load(training.state());
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>(trained.tensors());
    observer
        .step()
        .tensors()
        .forEach(
            (name, late) ->
                tensors.computeIfPresent(
                    name, (same, right) -> name.kind() == kind ? late : right));
    return new StepRecord(trained.step(), tensors);
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
