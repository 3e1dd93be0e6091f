package dev.lockstep.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads trainings by every optimizer of {@code torch.optim}; the recordings say what it was. */
class TorchOptimizersTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final String SCRIPT =
      "src/test/resources/dev/lockstep/explain/torch-optimizers.py";

  @TempDir Path directory;

  @Test
  void everyOptimizerIsReadAsItWasSet() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), "no " + PYTHON);
    assumeTrue(run("-c", "import torch") == 0, PYTHON + " has no torch");
    assertEquals(0, run(SCRIPT, directory.toString()));
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> folders = Files.list(directory)) {
      for (Path folder : folders.sorted().toList()) {
        wrong.addAll(wrong(folder));
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<String> wrong(Path folder) {
    try (Recording recording = RecordingFolder.open(folder)) {
      UpdateReading reading = UpdateReading.of(recording);
      Statement statement = new Statement(recording.facts().optimizer());
      List<String> wrong = new ArrayList<>();
      if (!reading.rule().equals(statement.name())) {
        wrong.add(folder.getFileName() + " read as " + reading.rule());
      }
      statement
          .against(reading)
          .forEach(contradiction -> wrong.add(folder.getFileName() + ": " + contradiction));
      return wrong;
    }
  }

  private static int run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(PYTHON);
    builder.command().addAll(List.of(arguments));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.inheritIO().start();
    return process.waitFor();
  }
}
