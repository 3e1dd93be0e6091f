package dev.lockstep.training;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import java.util.ArrayList;
import java.util.List;

/** Trains a case free-running: every epoch starts from where the one before ended. */
public final class Trainer {
  private Trainer() {}

  /**
   * Trains all epochs of a case from its seed's initial weights.
   *
   * @return every step in order; with the activations of the last one alone, so that memory does
   *     not grow with epochs times text
   * @throws InvalidStepException if the backend hands over what is no training of the case
   * @throws dev.lockstep.backend.UnsupportedExecutionException if the backend cannot run it
   */
  public static List<StepRecord> train(
      Backend backend, TrainingCase trainingCase, Execution execution, EpochListener listener) {
    List<StepRecord> records = new ArrayList<>();
    try (Session session = CheckedSession.start(backend, trainingCase, execution)) {
      for (int epoch = 1; epoch <= trainingCase.epochs(); epoch++) {
        StepRecord record = session.step();
        records.add(epoch == trainingCase.epochs() ? record : record.without(Kind.ACTIVATION));
        listener.epochDone(epoch);
      }
    }
    return List.copyOf(records);
  }
}
