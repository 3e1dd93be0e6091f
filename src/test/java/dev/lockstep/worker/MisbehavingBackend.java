package dev.lockstep.worker;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The reference, until the third epoch: then it does what the case's source names. */
public final class MisbehavingBackend implements Backend {
  static final int EPOCHS_BEFORE = 2;

  @Override
  public BackendInfo info() {
    return new BackendInfo("misbehaving", "plain Java", "goes wrong", Set.of(CellKind.values()));
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    Session session = new ReferenceBackend().open(trainingCase, state, execution);
    Misbehaviour misbehaviour = Misbehaviour.valueOf(trainingCase.source());
    return new Session() {
      private int epochs;

      @Override
      public StepRecord step() {
        if (epochs++ == EPOCHS_BEFORE) {
          try {
            misbehaviour.happen();
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        }
        StepRecord record = session.step();
        return misbehaviour == Misbehaviour.NULL_TENSOR ? withNull(record) : record;
      }

      @Override
      public ModelState state() {
        return session.state();
      }

      @Override
      public void load(ModelState newState) {
        session.load(newState);
      }

      @Override
      public void close() {
        session.close();
      }
    };
  }

  private static StepRecord withNull(StepRecord record) {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>(record.tensors());
    tensors.replaceAll((name, tensor) -> name.kind() == Kind.GRADIENT ? null : tensor);
    return new StepRecord(record.step(), tensors);
  }
}
