package dev.lockstep.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemporaryDirectoryTest {
  private final String before = System.getProperty("java.io.tmpdir");

  @AfterEach
  void restore() {
    System.setProperty("java.io.tmpdir", before);
  }

  @Test
  void oneThatCanBeWrittenIsNoObstacle() {
    assertEquals(Optional.empty(), TemporaryDirectory.obstacle());
  }

  @Test
  void oneThatCannotIsNamedWithWhatHelps() {
    System.setProperty("java.io.tmpdir", "/no/such");
    assertEquals(
        Optional.of(
            "java.io.tmpdir: found /no/such, where no file can be made; allowed: a directory that"
                + " can be written, as in java -Djava.io.tmpdir=DIR"),
        TemporaryDirectory.obstacle());
  }

  /** JNA would print a stack trace of its own. */
  @Test
  void thenTheDriverIsNotAsked() {
    System.setProperty("java.io.tmpdir", "/no/such");
    NvidiaDriver driver = DriverLibrary.ask(DriverLibrary.systemName());
    String reason = assertInstanceOf(NvidiaDriver.Absent.class, driver).reason();
    assertTrue(reason.startsWith("the NVIDIA driver cannot be asked: java.io.tmpdir"), reason);
  }
}
