package dev.lockstep.backend.nd4j;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;

/** ND4J's own Adam, which is not PyTorch's. */
final class LibraryAdam implements Optimizer {
  private final ParameterArrays parameters;
  private final ParameterArrays gradients;
  private final ParameterArrays first;
  private final ParameterArrays second;
  private final INDArray scratch;
  private final AdamUpdater updater;

  LibraryAdam(
      Arena arena, ParameterArrays parameters, ParameterArrays gradients, double learningRate) {
    this.parameters = parameters;
    this.gradients = gradients;
    this.first = new ParameterArrays(arena, parameters.layout());
    this.second = new ParameterArrays(arena, parameters.layout());
    this.scratch = arena.zeros(parameters.layout().size());
    this.updater =
        new AdamUpdater(
            new org.nd4j.linalg.learning.config.Adam(
                learningRate,
                OptimizerSpec.Adam.BETA1,
                OptimizerSpec.Adam.BETA2,
                OptimizerSpec.Adam.EPSILON));
    updater.setM(first.vector());
    updater.setV(second.vector());
  }

  /** The ND4J implementation with this rule. */
  static Backend backend() {
    return new Backend() {
      private final Backend torchs = new Nd4jBackend();

      @Override
      public BackendInfo info() {
        return torchs.info();
      }

      @Override
      public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
        torchs.open(trainingCase, state, execution).close(); // loads the library
        double learningRate = trainingCase.optimizer().learningRate();
        return Nd4jSession.open(
            trainingCase,
            state,
            execution.precision(),
            (arena, parameters, gradients) ->
                new LibraryAdam(arena, parameters, gradients, learningRate));
      }
    };
  }

  @Override
  public void update(int step) {
    scratch.assign(gradients.vector());
    updater.applyUpdater(scratch, step - 1, 0);
    parameters.vector().subi(scratch);
  }

  @Override
  public Optional<Moments> moments() {
    return Optional.of(new Moments(first.read(), second.read()));
  }

  @Override
  public void load(Optional<Moments> moments) {
    first.write(moments.orElseThrow().first());
    second.write(moments.orElseThrow().second());
  }
}
