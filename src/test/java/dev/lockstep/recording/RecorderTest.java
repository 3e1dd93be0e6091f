package dev.lockstep.recording;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecorderTest {
  private static final TensorName W = TensorName.of(Kind.PARAMETER, "w");

  @TempDir private Path directory;

  @Test
  void whatIsRecordedIsReadBack() {
    Path folder = directory.resolve("mine");
    RecordingFacts facts =
        RecordingFacts.of("mine", ElementType.F32)
            .withSource("by hand")
            .withLockstep(true)
            .withOptimizer(Map.of("name", "adam", "lr", 0.1, "betas", List.of(0.9, 0.999)))
            .withEnvironment(Map.of("jvm", "17"))
            .withNoise(new RecordingFacts.NoiseFacts(16, ElementType.F32));
    try (Recorder recorder = Recorder.create(folder, facts)) {
      recorder.beginStep(1);
      recorder.start("w", Shape.of(1, 2), new float[] {1, 2});
      recorder.record(TensorName.of(Kind.INPUT, "ids"), Shape.of(2), new long[] {1L << 60, -3});
      recorder.activation("head", Shape.of(2), new float[] {0.5f, -0.5f});
      recorder.loss("loss", 0.1);
      recorder.gradient("w", Shape.of(1, 2), new float[] {3, 4});
      recorder.optimizer("exp_avg", "w", Shape.of(1, 2), new float[] {5, 6});
      recorder.parameter("w", Shape.of(1, 2), new float[] {7, 8});
      recorder.noise(W, Tensor.scalar(1e-7));
      recorder.localNoise(W, Tensor.of(Shape.of(1, 2), new double[] {0, 1e-8}));
      recorder.beginStep(5);
      recorder.parameter("w", Shape.of(1, 2), new float[] {9, 10});
      recorder.sketch(TensorName.of(Kind.GRADIENT, "e"), Shape.of(9, 9), new double[] {1, -1});
      recorder.undecided(TensorName.of(Kind.ACTIVATION, "head"), 3);
      recorder.finish();
    }
    try (Recording recording = RecordingFolder.open(folder)) {
      RecordingFacts read = recording.facts();
      Map<TensorName, Values> first = recording.step(1);
      long[] ids = new long[2];
      first.get(TensorName.of(Kind.INPUT, "ids")).readIntegers(0, ids, 2);
      assertAll(
          () -> assertEquals(List.of(1, 5), recording.steps()),
          () -> assertEquals(5, read.steps()),
          () -> assertEquals("by hand", read.source()),
          () -> assertTrue(read.lockstep()),
          () -> assertEquals(facts.optimizer(), read.optimizer()),
          () -> assertEquals(facts.environment(), read.environment()),
          () -> assertEquals(facts.noise(), read.noise()),
          () -> assertEquals(TensorName.of(Kind.INPUT, "ids"), read.order().get(0)),
          () -> assertFalse(read.order().contains(W.as(Kind.START)), "start is not computed"),
          () -> assertEquals(5, read.undecided().get(0).step()),
          () -> assertArrayEquals(new long[] {1L << 60, -3}, ids),
          () -> assertEquals((double) 0.1f, first.get(TensorName.of(Kind.LOSS, "loss")).at(0)),
          () -> assertEquals(8, first.get(W).at(1)),
          () -> assertEquals(1e-7, recording.noise(1).orElseThrow().get(W).at(0)),
          () -> assertEquals(1e-8, recording.localNoise(1).orElseThrow().get(W).at(1)),
          () -> assertEquals(Shape.of(9, 9), read.shapes().get(TensorName.of(Kind.GRADIENT, "e"))),
          () ->
              assertEquals(-1, recording.sketches(5).get(TensorName.of(Kind.GRADIENT, "e")).at(1)),
          () -> assertEquals(List.of(), recording.warnings()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeKeepsItsNumbers(ElementType type) {
    double[] numbers = {0, 1, 2, 100, 0};
    if (type == ElementType.BOOL) {
      numbers = new double[] {0, 1, 1, 0, 1};
    } else if (type.isFloating()) {
      numbers =
          new double[] {
            type.round(-0.1),
            type.round(1e-7),
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            -0.0,
            type.round(65504),
            type.round(6e-8)
          };
    } else if (type != ElementType.U8) {
      numbers[3] = -100;
    }
    double[] kept = numbers;
    Values values = new OfType(type, Tensor.of(Shape.of(kept.length), kept));
    Path folder = directory.resolve("typed");
    try (Recorder recorder = Recorder.create(folder, RecordingFacts.of("typed", ElementType.F32))) {
      recorder.beginStep(1);
      recorder.record(W, values);
      recorder.finish();
    }
    try (Recording recording = RecordingFolder.open(folder)) {
      double[] read = new double[kept.length];
      Values file = recording.step(1).get(W);
      file.read(0, read, read.length);
      assertAll(() -> assertEquals(type, file.type()), () -> assertArrayEquals(kept, read));
    }
  }

  @Test
  void equalRecordingsHaveEqualBytes() throws IOException {
    Path one = record("one");
    Path two = record("two");
    try (Stream<Path> files = Files.list(one)) {
      for (Path file : files.toList()) {
        assertArrayEquals(
            Files.readAllBytes(file),
            Files.readAllBytes(two.resolve(file.getFileName())),
            file.toString());
      }
    }
  }

  @Test
  void aRecordingThatIsNotFinishedLeavesNothing() throws IOException {
    try (Recorder recorder =
        Recorder.create(directory.resolve("half"), RecordingFacts.of("half", ElementType.F32))) {
      recorder.beginStep(1);
      recorder.loss("loss", 1);
      recorder.beginStep(2);
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void anEarlierRecordingIsReplacedInTheEnd() throws IOException {
    Path folder = record("again");
    Files.createFile(folder.resolve("step-000009.safetensors"));
    record("again");
    try (Recording recording = RecordingFolder.open(folder);
        Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(1), recording.steps());
      assertEquals(List.of(folder), left.toList());
    }
  }

  @Test
  void aFolderOfSomethingElseIsNotTouched() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.writeString(other.resolve("thesis.txt"), "years of work");
    UncheckedIOException refusal = assertThrows(UncheckedIOException.class, () -> record("other"));
    assertAll(
        () -> assertTrue(refusal.getMessage().contains("thesis.txt"), refusal::getMessage),
        () -> assertEquals("years of work", Files.readString(other.resolve("thesis.txt"))));
  }

  @Test
  void misuseIsTold() {
    try (Recorder recorder =
        Recorder.create(directory.resolve("m"), RecordingFacts.of("m", ElementType.F32))) {
      assertThrows(IllegalStateException.class, () -> recorder.loss("loss", 1));
      assertThrows(IllegalStateException.class, recorder::finish);
      recorder.beginStep(2);
      recorder.loss("loss", 1);
      assertThrows(IllegalArgumentException.class, () -> recorder.loss("loss", 1));
      assertThrows(IllegalArgumentException.class, () -> recorder.beginStep(2));
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> recorder.gradient("w", Shape.of(2, 2), new float[3]));
      assertEquals("shape [2, 2] holds 4 elements, not 3", refusal.getMessage());
    }
  }

  private Path record(String name) {
    Path folder = directory.resolve(name);
    try (Recorder recorder = Recorder.create(folder, RecordingFacts.of("same", ElementType.F32))) {
      recorder.beginStep(1);
      recorder.record(TensorName.of(Kind.INPUT, "mask"), Shape.of(3), new int[] {1, 0, 1});
      recorder.record(TensorName.of(Kind.LOSS, "exact"), Shape.of(), new double[] {0.1});
      recorder.gradient("w", Shape.of(1), new float[] {1});
      recorder.finish();
    }
    return folder;
  }

  /** Numbers that say they are of a type. */
  private record OfType(ElementType type, Tensor tensor) implements Values {
    @Override
    public Shape shape() {
      return tensor.shape();
    }

    @Override
    public void read(long from, double[] into, int count) {
      tensor.read(from, into, count);
    }
  }
}
