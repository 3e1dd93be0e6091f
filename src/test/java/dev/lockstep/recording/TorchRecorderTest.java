package dev.lockstep.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the PyTorch recorder's own tests, which are written in Python. */
class TorchRecorderTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @Test
  void theRecordersTestsPass() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON);
    assumeTrue(
        run("-c", "import numpy, torch").status() == 0,
        PYTHON + " has no torch: apt-get install python3-torch");
    Outcome outcome = run("src/test/python/test_recorder.py");
    assertEquals(0, outcome.status(), outcome::output);
  }

  private record Outcome(int status, String output) {}

  private static Outcome run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(PYTHON.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes());
    return new Outcome(process.waitFor(), output);
  }
}
