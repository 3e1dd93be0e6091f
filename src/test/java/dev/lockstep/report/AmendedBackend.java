package dev.lockstep.report;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.TamperedStep;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Tensor;
import java.util.EnumSet;
import java.util.function.UnaryOperator;

/** The reference with something done to every epoch that it records. */
public record AmendedBackend(String name, UnaryOperator<StepRecord> amendment) implements Backend {

  /** A backend that puts a number into the first column of a row of every softmax. */
  public static AmendedBackend withSoftmax(String name, int row, double number) {
    return new AmendedBackend(name, epoch -> withSoftmax(epoch, row, number));
  }

  /** A backend that fails in the first epoch. */
  public static AmendedBackend thatThrows(String name, RuntimeException failure) {
    return new AmendedBackend(
        name,
        epoch -> {
          throw failure;
        });
  }

  private static StepRecord withSoftmax(StepRecord epoch, int row, double number) {
    return TamperedStep.with(
        epoch,
        StepTensors.SOFTMAX,
        softmax -> {
          double[] values = softmax.toArray();
          values[row * softmax.shape().columns()] = number;
          return Tensor.of(softmax.shape(), values);
        });
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
      public StepRecord step() {
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
