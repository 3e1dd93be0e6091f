package dev.lockstep.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cases.CaseReader;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.tensor.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whenever the process that accepts is killed, the golden is whole. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "two names of folders cannot be exchanged there")
class KilledAcceptanceTest {
  /** What two or three turns of the loop take. */
  private static final int LONGEST_MILLIS = 60;

  private static final int FEW = 4;
  private static final int TURNS = 100;

  @TempDir private Path directory;

  @Test
  void aFewKillsLeaveEveryGoldenWhole() throws IOException, InterruptedException {
    kill(FEW, 20_261_127);
  }

  @Tag("long")
  @Test
  void twoHundredKillsLeaveEveryGoldenWhole() throws IOException, InterruptedException {
    Set<Integer> seen = kill(200, System.nanoTime());
    assertTrue(seen.size() > 1, () -> "only " + seen + " were ever seen");
  }

  /** A kill at a moment leaves what somebody sees who looks at that moment, and he looks often. */
  @Test
  void whoeverLooksMeanwhileSeesEveryGoldenWhole() throws IOException {
    Path caseFile = writeCase();
    Path recording = directory.resolve("recording");
    AcceptLoop.accept(0, caseFile, recording);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> looks =
        CompletableFuture.supplyAsync(
            () -> {
              int count = 0;
              for (; !done.get(); count++) {
                assertTrue(
                    Files.exists(recording.resolve(RecordingFolder.FACTS)), "recording gone");
                assertTrue(endsAsItShould(caseFile), "half a case");
              }
              return count;
            });
    for (int i = 0; i < TURNS && !looks.isDone(); i++) {
      AcceptLoop.accept(i % 10, caseFile, recording);
    }
    done.set(true);
    assertTrue(looks.join() > TURNS, "nobody looked");
  }

  private static boolean endsAsItShould(Path caseFile) {
    try (FileChannel file = FileChannel.open(caseFile)) {
      ByteBuffer last = ByteBuffer.allocate(2);
      file.read(last, Math.max(0, file.size() - 2));
      return Arrays.equals(last.array(), new byte[] {'}', '\n'});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path writeCase() throws IOException {
    Path caseFile = directory.resolve("golden.json");
    TrainingCase trainingCase =
        ExampleCases.of(
            CellKind.RNN,
            3,
            "ab".repeat(AcceptLoop.ROWS / 2) + "a",
            "ab",
            new OptimizerSpec.Sgd(1),
            2);
    CaseWriter.write(trainingCase, caseFile);
    return caseFile;
  }

  private Set<Integer> kill(int times, long seed) throws IOException, InterruptedException {
    Path caseFile = writeCase();
    Path recording = directory.resolve("recording");
    Random random = new Random(seed);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < times; i++) {
      killAfter(random.nextInt(LONGEST_MILLIS), caseFile, recording);
      String which = "kill " + i + " of seed " + seed;
      seen.add(digitOf(caseFile, which));
      assertWhole(recording, which);
    }
    return seen;
  }

  private static void killAfter(int millis, Path caseFile, Path recording)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                AcceptLoop.class.getName(),
                caseFile.toString(),
                recording.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      // Until it has done it once, it replaces nothing; what it says is not long.
      assertEquals('b', process.getInputStream().read());
      Thread.sleep(millis);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static int digitOf(Path caseFile, String which) {
    TrainingCase read = CaseReader.read(caseFile);
    int digit = Integer.parseInt(read.source().substring("number ".length()));
    assertEquals(AcceptLoop.array(digit), read.golden().orElseThrow(), which);
    return digit;
  }

  private static void assertWhole(Path recording, String which) throws IOException {
    assertTrue(Files.isDirectory(recording), which);
    try (RecordingFolder folder = RecordingFolder.open(recording)) {
      assertEquals(List.of(1, 2, 3, 4), folder.steps(), which);
      Set<Double> values = new HashSet<>();
      for (int step : folder.steps()) {
        Values tensor = folder.step(step).values().iterator().next();
        assertEquals(AcceptLoop.ELEMENTS, tensor.shape().elements());
        values.add(tensor.at(0));
        values.add(tensor.at(AcceptLoop.ELEMENTS - 1));
      }
      assertEquals(1, values.size(), () -> which + ": steps of several recordings: " + values);
    }
  }
}
