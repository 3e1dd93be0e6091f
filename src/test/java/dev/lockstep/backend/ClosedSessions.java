package dev.lockstep.backend;

import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.tensor.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that opens, steps and closes many sessions of an implementation and prints by how many
 * bytes its resident memory grew. Its heap should be touched beforehand.
 */
final class ClosedSessions {
  private static final int WARM_UP = 20;

  private ClosedSessions() {}

  /** A model that is large enough to be seen. */
  static TrainingCase trainingCase() {
    return ExampleCases.of(CellKind.LSTM, 160, "abc", "abc", new OptimizerSpec.Adam(0.05), 1);
  }

  public static void main(String[] arguments) throws IOException {
    Backend backend = Backends.installed().named(arguments[0]).orElseThrow();
    train(backend, WARM_UP);
    long before = residentKilobytes();
    train(backend, Integer.parseInt(arguments[1]));
    System.out.println(1024 * (residentKilobytes() - before));
  }

  private static void train(Backend backend, int sessions) {
    TrainingCase trainingCase = trainingCase();
    ModelState initial = TorchInitializer.initialState(trainingCase);
    Execution execution = new Execution(Precision.FLOAT64, Device.CPU);
    for (int i = 0; i < sessions; i++) {
      try (Session session = backend.open(trainingCase, initial, execution)) {
        session.step();
      }
    }
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
