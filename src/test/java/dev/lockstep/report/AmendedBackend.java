package dev.lockstep.report;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.trajectory.Activations;
import dev.lockstep.trajectory.EpochRecord;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The reference with something done to every epoch that it records. */
record AmendedBackend(String name, UnaryOperator<EpochRecord> amendment) implements Backend {

  /** A backend that puts a number into the first column of a row of every softmax. */
  static AmendedBackend withSoftmax(String name, int row, double number) {
    return new AmendedBackend(name, epoch -> withSoftmax(epoch, row, number));
  }

  /** A backend that fails in the first epoch. */
  static AmendedBackend thatThrows(String name, RuntimeException failure) {
    return new AmendedBackend(
        name,
        epoch -> {
          throw failure;
        });
  }

  private static EpochRecord withSoftmax(EpochRecord epoch, int row, double number) {
    Activations pass = epoch.activations().orElseThrow();
    double[] values = pass.softmax().toArray();
    values[row * pass.softmax().shape().columns()] = number;
    Tensor softmax = Tensor.of(pass.softmax().shape(), values);
    return new EpochRecord(
        epoch.epoch(),
        epoch.loss(),
        Optional.of(new Activations(pass.hidden(), pass.logits(), softmax)),
        epoch.gradients(),
        epoch.state());
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo(name, "plain Java", "amended", EnumSet.allOf(CellKind.class));
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    Session session = new ReferenceBackend().open(trainingCase, state, execution);
    return new Session() {
      @Override
      public EpochRecord step() {
        return amendment.apply(session.step());
      }

      @Override
      public ModelState state() {
        return session.state();
      }

      @Override
      public void load(ModelState loaded) {
        session.load(loaded);
      }

      @Override
      public void close() {
        session.close();
      }
    };
  }
}
