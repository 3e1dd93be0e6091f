package dev.lockstep.diagnosis;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.fault.Fault;
import dev.lockstep.fault.FaultBackend;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.training.Trainer;
import java.util.Arrays;
import java.util.List;

/**
 * Measures what a free-running training that makes a known mistake is said to make: trains the
 * exam's text with every cell from many initial weights, and prints what is named.
 *
 * <p>Arguments: the fault, and the seeds of the initial weights.
 */
public final class DiagnosedFaults {
  private DiagnosedFaults() {}

  /** Prints the measurement. */
  public static void main(String[] arguments) {
    Fault fault = FaultCatalogue.named(arguments[0]).orElseThrow();
    for (CellKind cell : CellKind.values()) {
      TrainingCase like = ExampleCases.examLike(cell, cell == CellKind.LSTM ? 4 : 8);
      Arrays.stream(arguments)
          .skip(1)
          .mapToLong(Long::parseLong)
          .forEach(
              seed ->
                  System.out.println(
                      cell + " " + seed + ": " + said(fault, ExampleCases.withSeed(like, seed))));
    }
    System.exit(0);
  }

  private static String said(Fault fault, TrainingCase trainingCase) {
    Execution float32 = new Execution(Precision.FLOAT32, Device.CPU);
    List<StepRecord> training =
        Trainer.train(new FaultBackend(fault), trainingCase, float32, epoch -> {});
    Envelope envelope = Envelope.of(trainingCase, new NoiseModel(Precision.FLOAT32, 1), 1);
    double drift = envelope.drift(training).maxExcess();
    Diagnosis diagnosis = Diagnostician.ofTraining(trainingCase, training, envelope);
    return "left the reference by "
        + drift
        + ", own rules by "
        + diagnosis.ownExcess()
        + ", named "
        + diagnosis.matches().stream().map(Candidate::id).toList()
        + ", nearest "
        + diagnosis.nearest()
        + ", "
        + diagnosis.evidence();
  }
}
