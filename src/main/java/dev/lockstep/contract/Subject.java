package dev.lockstep.contract;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An implementation that trains a cell in one way: what the contract is about.
 *
 * @param backend the implementation
 * @param cell a cell that it says it can train
 * @param execution precision and device
 */
public record Subject(Backend backend, CellKind cell, Execution execution) {
  static final OptimizerSpec ADAM = new OptimizerSpec.Adam(0.05);
  static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.5);

  private static final long SEED = 7;

  /**
   * An implementation with every cell that it lists.
   *
   * @param device where it is to compute
   */
  public static Stream<Subject> of(Backend backend, Precision precision, Device device) {
    return Stream.of(CellKind.values())
        .filter(backend.info().cells()::contains)
        .map(cell -> new Subject(backend, cell, new Execution(precision, device)));
  }

  /** Three hidden units, twelve steps, and a vocabulary of which the text uses four in five. */
  TrainingCase trainingCase(OptimizerSpec optimizer) {
    return trainingCase(3, "abacbcddbaacb", "abxcd", optimizer, 4);
  }

  /**
   * A case without a published array.
   *
   * @param vocabulary the characters of the text and perhaps more, in one-hot order
   */
  TrainingCase trainingCase(
      int hidden, String text, String vocabulary, OptimizerSpec optimizer, int epochs) {
    List<String> characters = vocabulary.codePoints().mapToObj(Character::toString).toList();
    return new TrainingCase(
        "contract-" + cell.label(),
        "",
        new Task(text, 1, characters),
        cell,
        hidden,
        SEED,
        epochs,
        optimizer,
        Optional.empty());
  }

  Session open(TrainingCase trainingCase) {
    return open(trainingCase, TorchInitializer.initialState(trainingCase));
  }

  Session open(TrainingCase trainingCase, ModelState state) {
    return backend.open(trainingCase, state, execution);
  }

  /** All epochs of a case with their activations. */
  List<StepRecord> train(TrainingCase trainingCase) {
    List<StepRecord> records = new ArrayList<>();
    try (Session session = open(trainingCase)) {
      for (int epoch = 1; epoch <= trainingCase.epochs(); epoch++) {
        records.add(session.step());
      }
    }
    return records;
  }

  NoiseModel noise() {
    return NoiseModel.of(backend.info(), precision());
  }

  Precision precision() {
    return execution.precision();
  }

  /** As printed: implementation, cell, precision and device. */
  @Override
  public String toString() {
    return backend.info().name()
        + " "
        + cell.label()
        + " "
        + precision().label()
        + " "
        + execution.device().label();
  }
}
