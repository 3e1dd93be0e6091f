package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.device.UsableGpu;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exam's arrays and lockstep on a GPU, by the command that its users run, within the bounds
 * that the processor has too. The reports stay in {@code target/lockstep-report}.
 */
@Tag("gpu")
class GpuVerificationTest {

  static Stream<Backend> candidates() {
    return UsableGpu.candidates();
  }

  @ParameterizedTest
  @MethodSource("candidates")
  void trainsTheExamsCasesToTheirArraysAndAgreesInEveryEpoch(Backend backend) throws Exception {
    verify(backend, UsableGpu.of(backend));
  }

  private static void verify(Backend backend, Device device) throws Exception {
    String name = backend.info().name();
    Path report = Path.of("target", "lockstep-report", name);
    StringWriter output = new StringWriter();
    int status =
        Main.run(
            new PrintWriter(output),
            new PrintWriter(output),
            "verify",
            "golden/exam",
            "--lockstep",
            "--backend",
            name,
            "--device",
            device.label(),
            "--report",
            report.toString());
    assertEquals(0, status, output::toString);
    assertTrue(output.toString().contains("2 EQUIVALENT"), output::toString);
    String json = Files.readString(report.resolve("report.json"));
    assertTrue(json.contains("\"" + device.label() + "\""), "the report does not name the device");
  }
}
