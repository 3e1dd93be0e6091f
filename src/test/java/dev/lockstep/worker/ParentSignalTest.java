package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are sent with kill")
class ParentSignalTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "KILL, 137"})
  void aSignalInTheMiddleEndsAllProcessesAndLeavesNoFileAndNoResult(String signal, int status)
      throws Exception {
    Parent parent =
        Parent.start(
            List.of(),
            List.of(),
            temporary.toString(),
            Misbehaviour.HANG.name(),
            MisbehavingBackend.class.getName());
    parent.awaitLine("epoch " + MisbehavingBackend.EPOCHS_BEFORE);
    List<ProcessHandle> descendants = parent.descendants();
    assertFalse(descendants.isEmpty());
    parent.signal(signal);
    assertEquals(status, parent.exitStatus());
    for (ProcessHandle worker : descendants) {
      CompletableFuture<ProcessHandle> end = worker.onExit();
      end.get(20, TimeUnit.SECONDS);
    }
    assertEquals(List.of(), parent.output());
    assertEquals(List.of(), Parent.files(temporary));
  }
}
