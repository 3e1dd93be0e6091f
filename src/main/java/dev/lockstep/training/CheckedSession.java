package dev.lockstep.training;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The border at which an implementation hands over what it did: every step must come when it is
 * due, with the tensors and shapes that the case has and no others, and every state with the number
 * of updates that were made. What the numbers are is for the comparison to say.
 */
final class CheckedSession implements Session {
  private final Session session;
  private final Map<TensorName, Shape> shapes;
  private int updates;

  private CheckedSession(Session session, TrainingCase trainingCase, int updates) {
    this.session = session;
    this.shapes = StepTensors.shapes(trainingCase);
    this.updates = updates;
  }

  /**
   * A session of a case that starts from the case's initial state.
   *
   * @throws UnsupportedExecutionException if the implementation does not list the case's cell
   */
  static CheckedSession start(Backend backend, TrainingCase trainingCase, Execution execution) {
    requireCell(backend.info(), trainingCase.cell());
    ModelState initial = TorchInitializer.initialState(trainingCase);
    Session session = backend.open(trainingCase, initial, execution);
    if (session == null) {
      throw new InvalidStepException("opened no session");
    }
    return new CheckedSession(session, trainingCase, initial.stepCount());
  }

  private static void requireCell(BackendInfo info, CellKind cell) {
    if (!info.cells().contains(cell)) {
      throw new UnsupportedExecutionException(
          info.name()
              + " cannot train the cell "
              + cell.label()
              + "; it can train: "
              + info.cells().stream()
                  .map(CellKind::label)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
  }

  /**
   * The next step.
   *
   * @throws InvalidStepException if it is not the step that is due, or not whole
   */
  @Override
  public StepRecord step() {
    StepRecord step = session.step();
    updates++;
    if (step == null) {
      throw new InvalidStepException("handed over nothing for step " + updates);
    }
    if (step.step() != updates) {
      throw new InvalidStepException(
          "handed over step " + step.step() + " where step " + updates + " was due");
    }
    requireTensors("step " + updates, shapes, step.tensors());
    state();
    return step;
  }

  /**
   * The state after the steps so far.
   *
   * @throws InvalidStepException if it counts other updates, or holds other tensors than the case's
   */
  @Override
  public ModelState state() {
    ModelState state = session.state();
    String what = "the state after step " + updates;
    if (state == null) {
      throw new InvalidStepException("handed over nothing for " + what);
    }
    if (state.stepCount() != updates) {
      throw new InvalidStepException(what + " counts " + state.stepCount() + " updates");
    }
    Map<TensorName, Shape> due = new LinkedHashMap<>(shapes);
    due.keySet().removeIf(name -> !isOfState(name));
    requireTensors(what, due, state.tensors());
    return state;
  }

  private static void requireTensors(
      String what, Map<TensorName, Shape> due, Map<TensorName, Tensor> found) {
    due.forEach(
        (name, shape) -> {
          Tensor tensor = found.get(name);
          if (tensor == null) {
            throw new InvalidStepException(what + " lacks " + name + " of shape " + shape);
          }
          if (!tensor.shape().equals(shape)) {
            throw new InvalidStepException(
                what + " has " + name + " of shape " + tensor.shape() + " in place of " + shape);
          }
        });
    for (TensorName name : found.keySet()) {
      if (!due.containsKey(name)) {
        throw new InvalidStepException(what + " has " + name + ", which the case has not");
      }
    }
  }

  private static boolean isOfState(TensorName name) {
    return switch (name.kind()) {
      case OPTIMIZER, PARAMETER -> true;
      case START, INPUT, ACTIVATION, LOSS, GRADIENT -> false;
    };
  }

  @Override
  public void load(ModelState state) {
    session.load(state);
    updates = state.stepCount();
    state();
  }

  @Override
  public void close() {
    session.close();
  }
}
