package dev.lockstep.training;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.trajectory.EpochRecord;
import dev.lockstep.trajectory.Trajectory;
import java.util.ArrayList;
import java.util.List;

/** Trains a case free-running: every epoch starts from where the one before ended. */
public final class Trainer {
  private Trainer() {}

  /**
   * Trains all epochs of a case from its seed's initial weights.
   *
   * @return the trajectory, with the activations of the last epoch
   * @throws dev.lockstep.backend.UnsupportedExecutionException if the backend cannot run it
   */
  public static Trajectory train(
      Backend backend, TrainingCase trainingCase, Execution execution, EpochListener listener) {
    List<EpochRecord> records = new ArrayList<>();
    try (Session session =
        backend.open(trainingCase, TorchInitializer.initialState(trainingCase), execution)) {
      for (int epoch = 1; epoch <= trainingCase.epochs(); epoch++) {
        EpochRecord record = session.step();
        records.add(epoch == trainingCase.epochs() ? record : record.withoutActivations());
        listener.epochDone(epoch);
      }
    }
    return new Trajectory(backend.info().name(), execution.precision(), records);
  }
}
