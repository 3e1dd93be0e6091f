package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.Damage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged case file is read, or refused in one line that says what is wrong. */
class DamagedCaseFileTest {
  private static final int QUICK = 2_000;
  private static final int LONG = 100_000;

  @TempDir private Path directory;

  @Test
  void aDamagedCaseFileIsReadOrRefusedInOneLine() throws IOException {
    damage(QUICK, 43052);
  }

  @Test
  @Tag("long")
  void aHundredThousandDamagedCaseFilesAreReadOrRefusedInOneLine() throws IOException {
    damage(LONG, System.nanoTime());
  }

  private void damage(int times, long seed) throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("golden", "exam", "exam-rnn.json"));
    Path file = directory.resolve("case.json");
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < times; i++) {
      Files.write(file, Damage.of(whole, random));
      refused += isRefused(file, "seed " + seed + ", damage " + i) ? 1 : 0;
    }
    assertTrue(refused > times / 4, refused + " refused");
  }

  private static boolean isRefused(Path file, String what) {
    try {
      CaseReader.read(file);
      return false;
    } catch (InvalidCaseException e) {
      assertEquals(1, e.getMessage().lines().count(), () -> what + ": " + e.getMessage());
      assertTrue(e.getMessage().contains("; allowed: "), () -> what + ": " + e.getMessage());
      return true;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(what, e);
    }
  }
}
