package dev.lockstep.backend;

import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An installed implementation that trains a cell in a precision on a device: what the contract is
 * about.
 */
record Subject(Backend backend, Precision precision, CellKind cell, Device device) {
  static final OptimizerSpec ADAM = new OptimizerSpec.Adam(0.05);
  static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.5);

  /** Every implementation on the host's processor with every cell in every precision. */
  static Stream<Subject> all() {
    return Backends.installed().all().stream().flatMap(backend -> of(backend, Device.CPU));
  }

  /** An implementation on a device with every cell in every precision. */
  static Stream<Subject> of(Backend backend, Device device) {
    return Stream.of(Precision.values())
        .flatMap(
            precision ->
                Stream.of(CellKind.values())
                    .map(cell -> new Subject(backend, precision, cell, device)));
  }

  /** Three hidden units, twelve steps, and a vocabulary of which the text uses four in five. */
  TrainingCase trainingCase(OptimizerSpec optimizer) {
    return ExampleCases.of(cell, 3, "abacbcddbaacb", "abxcd", optimizer, 4);
  }

  Session open(TrainingCase trainingCase) {
    return open(trainingCase, TorchInitializer.initialState(trainingCase));
  }

  Session open(TrainingCase trainingCase, ModelState state) {
    return backend.open(trainingCase, state, new Execution(precision, device));
  }

  NoiseModel noise() {
    return NoiseModel.of(backend.info(), precision);
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

  @Override
  public String toString() {
    return backend.info().name() + " " + precision + " " + cell + " " + device;
  }
}
