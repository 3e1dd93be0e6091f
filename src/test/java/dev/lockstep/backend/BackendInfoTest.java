package dev.lockstep.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.ForkedJava;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.tensor.Precision;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackendInfoTest {

  static List<Backend> installed() {
    return Backends.installed().all();
  }

  @Test
  void theInstalledImplementationsComeInTheOrderOfTheReport() {
    assertEquals(
        List.of("reference", "djl-sequence", "djl-cell", "nd4j"), Backends.installed().names());
  }

  @ParameterizedTest
  @MethodSource("installed")
  void saysWhoComputes(Backend backend) {
    BackendInfo info = backend.info();
    assertTrue(info.name().matches("[a-z0-9-]+"), info.name());
    for (String line : List.of(info.library(), info.description())) {
      assertFalse(line.isBlank());
      assertEquals(1, line.lines().count());
    }
    assertEquals(info.name(), Backends.installed().named(info.name()).orElseThrow().info().name());
  }

  @Test
  void anotherNameIsNotInstalled() {
    assertEquals(Optional.empty(), Backends.installed().named("Reference"));
  }

  @Test
  void namesAreDistinct() {
    List<String> names = Backends.installed().names();
    assertEquals(names.size(), new HashSet<>(names).size());
  }

  /** Every cell is either declared and trained, or refused in one line. */
  @ParameterizedTest
  @MethodSource("installed")
  void trainsTheCellsThatItDeclaresAndRefusesTheOthers(Backend backend) {
    for (CellKind cell : CellKind.values()) {
      TrainingCase trainingCase =
          ExampleCases.of(cell, 2, "abab", "ab", new OptimizerSpec.Adam(0.05), 1);
      ModelState initial = TorchInitializer.initialState(trainingCase);
      Execution execution = new Execution(Precision.FLOAT32, Device.CPU);
      if (backend.info().cells().contains(cell)) {
        backend.open(trainingCase, initial, execution).close();
      } else {
        UnsupportedExecutionException refusal =
            assertThrows(
                UnsupportedExecutionException.class,
                () -> backend.open(trainingCase, initial, execution));
        assertEquals(1, refusal.getMessage().lines().count());
      }
    }
  }

  /** No machine has a GPU of that number; what cannot be is said before anything is trained. */
  @ParameterizedTest
  @MethodSource("installed")
  void refusesADeviceThatIsNotThereInOneLine(Backend backend) {
    assumeTrue(backend.info().natives().isPresent(), "plain Java has no devices");
    TrainingCase trainingCase =
        ExampleCases.of(CellKind.RNN, 2, "abab", "ab", new OptimizerSpec.Adam(0.05), 1);
    ModelState initial = TorchInitializer.initialState(trainingCase);
    Execution execution = new Execution(Precision.FLOAT32, Device.cuda(4096));
    UnsupportedExecutionException refusal =
        assertThrows(
            UnsupportedExecutionException.class,
            () -> backend.open(trainingCase, initial, execution));
    assertFalse(refusal.getMessage().isBlank());
    assertEquals(1, refusal.getMessage().lines().count());
  }

  @Test
  void askingLoadsNoEngine() throws Exception {
    List<String> output = ForkedJava.run(List.of("-Xlog:class+load"), InstalledBackends.class);
    for (String name : Backends.installed().names()) {
      assertTrue(output.stream().anyMatch(line -> line.startsWith("BackendInfo[name=" + name)));
    }
    // The list is not empty because the log is off: the project's own classes are in it.
    assertTrue(output.stream().anyMatch(line -> line.contains(" dev.lockstep.backend.Backends ")));
    List<String> engines =
        output.stream()
            .filter(
                line ->
                    Stream.of("ai.djl.engine.", "ai.djl.pytorch.", "org.nd4j.", "org.bytedeco.")
                        .anyMatch(engine -> line.contains(" " + engine)))
            .toList();
    assertEquals(List.of(), engines);
  }
}
