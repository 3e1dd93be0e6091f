package dev.lockstep.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.Damage;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages a recording in every way that bytes allow: what is read is either numbers or one line
 * that says what is wrong.
 */
class DamagedRecordingTest {
  private static final int QUICK = 2_000;
  private static final int LONG = 100_000;

  @TempDir private Path directory;

  @Test
  void aDamagedRecordingIsReadOrRefusedInOneLine() throws IOException {
    damage(QUICK, 43052);
  }

  @Test
  @Tag("long")
  void aHundredThousandDamagedRecordingsAreReadOrRefusedInOneLine() throws IOException {
    damage(LONG, System.nanoTime());
  }

  private void damage(int times, long seed) throws IOException {
    Path folder = directory.resolve("damaged");
    record(folder);
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.sorted(Comparator.comparing(Path::toString)).toList();
    }
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < times; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Damage.of(whole, random));
      refused += isRefused(folder, "seed " + seed + ", damage " + i + " of " + file) ? 1 : 0;
      Files.write(file, whole);
    }
    assertFalse(isRefused(folder, "whole"));
    assertTrue(refused > times / 4, refused + " refused");
  }

  private static boolean isRefused(Path folder, String what) {
    try (Recording recording = RecordingFolder.open(folder)) {
      for (int step : recording.steps()) {
        recording.step(step).values().forEach(DamagedRecordingTest::readAll);
        recording.sketches(step).values().forEach(DamagedRecordingTest::readAll);
        recording
            .noise(step)
            .ifPresent(noise -> noise.values().forEach(DamagedRecordingTest::readAll));
      }
      return false;
    } catch (InvalidRecordingException e) {
      assertEquals(1, e.getMessage().lines().count(), () -> what + ": " + e.getMessage());
      assertTrue(e.getMessage().contains("; allowed: "), () -> what + ": " + e.getMessage());
      return true;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(what, e);
    }
  }

  private static void readAll(Values values) {
    long elements = Math.min(1000, values.shape().elements());
    values.read(0, new double[(int) elements], (int) elements);
  }

  private static void record(Path folder) {
    TensorName gradient = TensorName.of(Kind.GRADIENT, "w");
    try (Recorder recorder = Recorder.create(folder, RecordingFacts.of("d", ElementType.F32))) {
      recorder.beginStep(1);
      recorder.start("w", Shape.of(2, 3), new float[6]);
      recorder.loss("loss", 1);
      recorder.gradient("w", Shape.of(2, 3), new float[6]);
      recorder.noise(gradient, Tensor.scalar(1e-7));
      recorder.sketch(TensorName.of(Kind.GRADIENT, "large"), Shape.of(100), new double[] {1, 2});
      recorder.undecided(TensorName.of(Kind.LOSS, "loss"), 1);
      recorder.finish();
    } catch (UncheckedIOException e) {
      throw new AssertionError(e);
    }
  }
}
