package dev.lockstep.recording;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingFolderTest {
  private static final TensorName W = TensorName.of(Kind.PARAMETER, "w");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|found a list; allowed: one JSON object",
        "nonsense|not JSON on line 1",
        "{}|formatVersion: found nothing: the field is missing; allowed: 1",
        "{\"formatVersion\": 2}|formatVersion: found 2; allowed: 1",
        "{\"formatVersion\": \"1\"}|formatVersion: found \"1\"; allowed: an integer",
        "{\"formatVersion\": 1}|name: found nothing: the field is missing",
        "{\"formatVersion\": 1, \"formatVersion\": 1}|Duplicate field 'formatVersion'",
        "{\"formatVersion\": 1, \"name\": 5}|name: found 5; allowed: a text",
        "{\"formatVersion\": 1, \"name\": \"n\"}|precision: found nothing",
        "{\"formatVersion\": 1, \"name\": \"n\", \"precision\": \"int8\"}|precision: found \"int8\"",
        "{\"formatVersion\": 1, \"name\": \"n\", \"precision\": \"float32\"}|steps: found nothing",
        "{\"formatVersion\": 1, \"name\": \"n\", \"precision\": \"float32\", \"steps\": 0}"
            + "|steps: found 0; allowed: an integer from 1",
        "{\"formatVersion\": 1, \"name\": \"n\", \"precision\": \"float32\", \"steps\": 1.5}"
            + "|steps: found 1.5",
        "{\"formatVersion\": 1, \"name\": \"n\", \"precision\": \"float32\", \"steps\": 3,"
            + " \"order\": [\"loss\"]}|order[0]: found \"loss\"",
        "{\"formatVersion\": 1, \"name\": \"n\", \"precision\": \"float32\", \"steps\": 3,"
            + " \"order\": [\"loss/a\", \"loss/a\"]}|order: found a name more than once",
        "{\"formatVersion\": 1, \"name\": \"n\", \"precision\": \"float32\", \"steps\": 3,"
            + " \"lockstep\": \"yes\"}|lockstep: found \"yes\"; allowed: true or false",
        "{\"formatVersion\": 1, \"name\": \"n\", \"precision\": \"float32\", \"steps\": 3,"
            + " \"undecided\": [{\"step\": 1}]}|undecided[0].tensor: found nothing",
        "{\"formatVersion\": 1, \"name\": \"n\", \"precision\": \"float32\", \"steps\": 3,"
            + " \"shapes\": {\"gradient/w\": [-1]}}|shapes.gradient/w: found -1",
        "{\"formatVersion\": 1, \"name\": \"n\", \"precision\": \"float32\", \"steps\": 3,"
            + " \"environment\": []}|environment: found a list; allowed: an object"
      })
  void factsThatBreakARuleAreRefusedInOneLine(String facts, String message) throws IOException {
    Files.writeString(directory.resolve("recording.json"), facts);
    assertRefused(directory, "recording.json", message);
  }

  @Test
  void whatIsNoFolderOrHoldsNoRecordingIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertRefused(directory.resolve("nowhere"), "nowhere", "found no such folder");
    assertRefused(file, "file", "found a file");
    assertRefused(directory, "recording.json", "found no such file");
  }

  @Test
  void unknownFieldsAreWarnedOfAndIgnored() throws IOException {
    Files.writeString(
        directory.resolve("recording.json"),
        RawFile.FACTS.replace("}", ", \"author\": \"me\", \"optimizer\": {\"foreach\": null}}"));
    Files.writeString(directory.resolve("step-1.safetensors"), "");
    try (Recording recording = RecordingFolder.open(directory)) {
      assertAll(
          () -> assertEquals(2, recording.warnings().size()),
          () ->
              assertTrue(
                  recording.warnings().get(0).endsWith("the unknown field author is ignored")),
          () -> assertTrue(recording.warnings().get(1).contains("step-1.safetensors: is ignored")),
          () -> assertEquals(Map.of(), recording.facts().optimizer()),
          () -> assertEquals(List.of(), recording.steps()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"step-000004.safetensors", "step-000000.safetensors"})
  void aStepThatCannotBeIsRefused(String name) throws IOException {
    Files.writeString(directory.resolve("recording.json"), RawFile.FACTS);
    Files.writeString(directory.resolve(name), "");
    assertRefused(directory, name, "allowed: 1 to 3, as steps in recording.json");
  }

  @Test
  void aLinkOutOfTheFolderAndADirectoryInPlaceOfAFileAreRefused() throws IOException {
    Path folder = recording(Tensor.of(Shape.of(2), new double[] {1, 1}));
    Path step = folder.resolve("step-000001.safetensors");
    Path outside = Files.move(step, directory.resolve("outside"));
    Files.createSymbolicLink(step, outside);
    assertStepRefused(folder, "found a link that leads out of the folder");
    Files.delete(step);
    Files.createDirectory(step);
    assertStepRefused(folder, "found a directory; allowed: a regular file");
  }

  @Test
  void aLinkInsideTheFolderIsFollowed() throws IOException {
    Path folder = recording(Tensor.scalar(1));
    Path step = folder.resolve("step-000001.safetensors");
    Files.move(step, folder.resolve("data"));
    Files.createSymbolicLink(step, Path.of("data"));
    try (Recording recording = RecordingFolder.open(folder)) {
      assertEquals(7, recording.step(1).get(W).at(0));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1e-9, Double.POSITIVE_INFINITY, 1e200})
  void noiseThatIsNoDeviationIsRefusedWithItsPlace(double deviation) {
    Path folder = recording(Tensor.of(Shape.of(2), new double[] {0, deviation}));
    try (Recording recording = RecordingFolder.open(folder)) {
      InvalidRecordingException refusal =
          assertThrows(
              InvalidRecordingException.class, () -> recording.noise(1).orElseThrow().get(W).at(1));
      assertTrue(
          refusal
              .getMessage()
              .contains("noise-000001.safetensors: tensor \"parameter/w\": found " + deviation),
          refusal::getMessage);
      assertTrue(refusal.getMessage().contains("at [1]"), refusal::getMessage);
    }
  }

  @Test
  void noiseOfAnotherShapeIsRefusedAndOneNumberServesAll() {
    Path folder = recording(Tensor.of(Shape.of(3), new double[3]));
    try (Recording recording = RecordingFolder.open(folder)) {
      InvalidRecordingException refusal =
          assertThrows(InvalidRecordingException.class, () -> recording.noise(1));
      assertTrue(
          refusal
              .getMessage()
              .contains("found noise of shape [3]; allowed: the tensor's [2], or []"),
          refusal::getMessage);
    }
    Path other = recording(Tensor.scalar(0.5));
    try (Recording recording = RecordingFolder.open(other)) {
      assertEquals(0.5, recording.noise(1).orElseThrow().get(W).at(0));
    }
  }

  @Test
  void noiseOfWhatTheStepDoesNotHaveIsWarnedOf() {
    Path folder = directory.resolve("other");
    try (Recorder recorder = Recorder.create(folder, RecordingFacts.of("o", ElementType.F32))) {
      recorder.beginStep(1);
      recorder.loss("loss", 1);
      recorder.noise(W, Tensor.scalar(1));
      recorder.finish();
    }
    try (Recording recording = RecordingFolder.open(folder)) {
      assertEquals(Map.of(), recording.noise(1).orElseThrow());
      assertTrue(
          recording.warnings().get(0).contains("the noise of \"parameter/w\" is ignored"),
          () -> recording.warnings().toString());
    }
  }

  @Test
  void moreFilesThanMayBeOpenAreReadByManyThreads() {
    int steps = 200;
    Path folder = directory.resolve("long");
    try (Recorder recorder = Recorder.create(folder, RecordingFacts.of("long", ElementType.F32))) {
      for (int step = 1; step <= steps; step++) {
        recorder.beginStep(step);
        recorder.parameter("w", Shape.of(2), new float[] {step, -step});
      }
      recorder.finish();
    }
    try (Recording recording = RecordingFolder.open(folder)) {
      double sum =
          recording.steps().stream()
              .parallel()
              .mapToDouble(step -> recording.step(step).get(W).at(0))
              .sum();
      assertEquals(steps * (steps + 1) / 2.0, sum);
    }
  }

  private Path recording(Tensor noise) {
    Path folder = directory.resolve("recording");
    try (Recorder recorder = Recorder.create(folder, RecordingFacts.of("r", ElementType.F32))) {
      recorder.beginStep(1);
      recorder.parameter("w", Shape.of(2), new float[] {7, 8});
      recorder.noise(W, noise);
      recorder.finish();
    }
    return folder;
  }

  private static void assertStepRefused(Path folder, String message) {
    try (Recording recording = RecordingFolder.open(folder)) {
      InvalidRecordingException refusal =
          assertThrows(InvalidRecordingException.class, () -> recording.step(1));
      assertTrue(refusal.getMessage().contains("step-000001.safetensors: " + message));
    }
  }

  private static void assertRefused(Path folder, String file, String message) {
    InvalidRecordingException refusal =
        assertThrows(InvalidRecordingException.class, () -> RecordingFolder.open(folder).close());
    String text = refusal.getMessage();
    assertAll(
        () -> assertTrue(text.contains(file + ": "), text),
        () -> assertTrue(text.contains(message), text),
        () -> assertTrue(text.contains("; allowed: "), text),
        () -> assertEquals(1, text.lines().count(), text));
  }
}
