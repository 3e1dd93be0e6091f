package dev.lockstep.backend.nd4j;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One training: a cell, an output layer and an optimizer over the arrays of one arena. */
final class Nd4jSession implements Session {
  private final Arena arena;
  private final ParameterArrays parameters;
  private final ParameterArrays gradients;
  private final Cell cell;
  private final OutputLayer output;
  private final Optimizer optimizer;
  private int stepCount;
  private boolean closed;

  /** A session with the case's optimizer. */
  static Nd4jSession open(TrainingCase trainingCase, ModelState state, Precision precision) {
    return open(trainingCase, state, precision, optimizerOf(trainingCase.optimizer()));
  }

  /** A session with another update rule than the case's. */
  static Nd4jSession open(
      TrainingCase trainingCase,
      ModelState state,
      Precision precision,
      Optimizer.Factory optimizer) {
    Arena arena = new Arena(precision);
    try {
      Nd4jSession session = new Nd4jSession(arena, trainingCase, optimizer);
      session.load(state);
      return session;
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private Nd4jSession(Arena arena, TrainingCase trainingCase, Optimizer.Factory optimizer) {
    this.arena = arena;
    ParameterLayout layout = ParameterLayout.of(trainingCase);
    Text text = Text.of(arena, trainingCase.task());
    this.parameters = new ParameterArrays(arena, layout);
    this.gradients = new ParameterArrays(arena, layout);
    this.cell =
        switch (trainingCase.cell()) {
          case RNN -> new ElmanCell(arena, text, parameters, gradients, Nonlinearity.TANH);
          case RNN_RELU -> new ElmanCell(arena, text, parameters, gradients, Nonlinearity.RELU);
          case LSTM -> new LstmCell(arena, text, parameters, gradients);
          case GRU -> new GruCell(arena, text, parameters, gradients);
        };
    this.output = new OutputLayer(arena, text, cell, parameters, gradients);
    this.optimizer = optimizer.create(arena, parameters, gradients);
  }

  private static Optimizer.Factory optimizerOf(OptimizerSpec spec) {
    double rate = spec.learningRate();
    return spec.map(
        adam -> (arena, parameters, gradients) -> new Adam(arena, parameters, gradients, rate),
        sgd -> (arena, parameters, gradients) -> new Sgd(arena, parameters, gradients, rate));
  }

  @Override
  public StepRecord step() {
    requireOpen();
    cell.forward();
    output.forward();
    output.backward();
    cell.backward();
    stepCount++;
    optimizer.update(stepCount);
    return new StepTensors(
            hidden(),
            matrix(output.logits()),
            matrix(output.softmax()),
            output.loss(),
            gradients.read(),
            state())
        .record();
  }

  /** The states after every step, without the one before the first. */
  private Tensor hidden() {
    double[] states = arena.read(cell.states());
    int hidden = cell.states().columns();
    int steps = output.logits().rows();
    return Tensor.of(Shape.of(steps, hidden), Arrays.copyOfRange(states, hidden, states.length));
  }

  private Tensor matrix(INDArray array) {
    return Tensor.of(Shape.of(array.rows(), array.columns()), arena.read(array));
  }

  @Override
  public ModelState state() {
    requireOpen();
    return new ModelState(parameters.read(), optimizer.moments(), stepCount);
  }

  @Override
  public void load(ModelState state) {
    requireOpen();
    parameters.write(state.parameters());
    optimizer.load(state.moments());
    stepCount = state.stepCount();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      arena.close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
  }
}
