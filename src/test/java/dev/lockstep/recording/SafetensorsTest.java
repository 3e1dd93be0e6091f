package dev.lockstep.recording;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final String ENTRY =
      "{\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|a header that is no object",
        "{\"|not JSON",
        "{} {}|more after the end",
        "{\"loss/a\": 3}|tensor \"loss/a\": found 3",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [2]}}|tensor \"loss/a\": found no data_offsets",
        "{\"loss/a\": {\"dtype\": \"F8\", \"shape\": [2], \"data_offsets\": [0, 8]}}|dtype \"F8\"",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [3], \"data_offsets\": [0, 8]}}|found 8 bytes",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [-2], \"data_offsets\": [0, 8]}}|shape with -2",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [2.0], \"data_offsets\": [0, 8]}}|shape with 2.0",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [8, 0]}}|data_offsets [8, 0]",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [4, 12]}}|[4, 12]",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0]}}|data_offsets [0]",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 99999999999999999999]}}"
            + "|data_offsets with 99999999999999999999",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [4611686018427387904, 4], \"data_offsets\": [0,"
            + " 8]}}|shape [4611686018427387904, 4]",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [4611686018427387906], \"data_offsets\": [0,"
            + " 8]}}|found 8 bytes",
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8], \"x\": 1}}"
            + "|an unknown field \"x\"",
        "{\"loss/a\": {\"dtype\": \"F32\", \"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0,"
            + " 8]}}|dtype a second time",
        "{\"loss\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}|an unknown kind",
        "{\"weights/a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}"
            + "|an unknown kind",
        "{\"sketch/loss/a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}"
            + "|a sketch whose tensor's shape is not told"
      })
  void aHeaderThatBreaksARuleIsRefusedInOneLine(String header, String message) throws IOException {
    Path folder = RawFile.recording(directory.resolve("r"), RawFile.FACTS, header, 8);
    assertRefused(folder, message);
  }

  @Test
  void aNameThatComesTwiceIsRefused() throws IOException {
    String header = "{\"loss/a\": " + ENTRY + ", \"loss/a\": " + ENTRY + "}";
    assertRefused(
        RawFile.recording(directory.resolve("r"), RawFile.FACTS, header, 8),
        "tensor \"loss/a\": found this name a second time");
  }

  @Test
  void tensorsThatShareBytesAreRefused() throws IOException {
    String second = ENTRY.replace("[0, 8]", "[4, 12]");
    String header = "{\"loss/a\": " + ENTRY + ", \"loss/b\": " + second + "}";
    assertRefused(
        RawFile.recording(directory.resolve("r"), RawFile.FACTS, header, 12),
        "tensor \"loss/b\": found data_offsets that overlap those of \"loss/a\"");
  }

  @Test
  void aGapAndMetadataAndAnOddPlaceDoNoHarm() throws IOException {
    String odd = ENTRY.replace("[0, 8]", "[3, 11]");
    String header = "{\"__metadata__\": {\"format\": \"pt\"}, \"loss/a\": " + odd + "}   ";
    Path folder = RawFile.recording(directory.resolve("r"), RawFile.FACTS, header, 20);
    try (Recording recording = RecordingFolder.open(folder)) {
      Map<TensorName, Values> step = recording.step(1);
      assertEquals(0, step.get(TensorName.of(Kind.LOSS, "a")).at(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"1152921504606846976", "-1", "100000001", "0"})
  void aHeaderOfAnImpossibleLengthIsRefused(long length) throws IOException {
    Path folder = RawFile.recording(directory.resolve("r"), RawFile.FACTS, "{}", 8);
    Path file = folder.resolve("step-000001.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    Files.write(file, bytes);
    assertRefused(folder, "a header of " + Long.toUnsignedString(length) + " bytes");
  }

  @Test
  void aFileThatIsCutAnywhereIsRefused() throws IOException {
    Path folder =
        RawFile.recording(directory.resolve("r"), RawFile.FACTS, "{\"loss/a\": " + ENTRY + "}", 8);
    Path file = folder.resolve("step-000001.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertRefused(folder, "step-000001.safetensors");
    }
  }

  @Test
  void aTensorOfTenGigabytesIsReadWhereverOneAsks() throws IOException {
    long elements = 10_000_000_000L / Float.BYTES;
    String header =
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [%d], \"data_offsets\": [0, %d]}}"
            .formatted(elements, elements * Float.BYTES);
    Path folder = RawFile.recording(directory.resolve("r"), RawFile.FACTS, header, 0);
    Path file = folder.resolve("step-000001.safetensors");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long end = Files.size(file) + elements * Float.BYTES;
      ByteBuffer last = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(last.putFloat(2.5f).flip(), end - Float.BYTES);
    }
    try (Recording recording = RecordingFolder.open(folder)) {
      Values values = recording.step(1).get(TensorName.of(Kind.LOSS, "a"));
      assertAll(
          () -> assertEquals(Shape.of(elements), values.shape()),
          () -> assertEquals(ElementType.F32, values.type()),
          () -> assertEquals(2.5, values.at(elements - 1)),
          () -> assertEquals(0, values.at(elements / 2)),
          () -> assertThrows(IndexOutOfBoundsException.class, () -> values.at(elements)));
    }
  }

  @Test
  void aFileThatIsCutWhileItIsReadIsToldAndDoesNotEndTheProcess() throws IOException {
    int count = 100_000;
    String header =
        "{\"loss/a\": {\"dtype\": \"F32\", \"shape\": [%d], \"data_offsets\": [0, %d]}}"
            .formatted(count, count * Float.BYTES);
    Path folder =
        RawFile.recording(directory.resolve("r"), RawFile.FACTS, header, count * Float.BYTES);
    Path file = folder.resolve("step-000001.safetensors");
    try (Recording recording = RecordingFolder.open(folder)) {
      Values values = recording.step(1).get(TensorName.of(Kind.LOSS, "a"));
      values.at(0);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(1000);
      }
      InvalidRecordingException refusal =
          assertThrows(InvalidRecordingException.class, () -> values.at(count - 1));
      assertTrue(refusal.getMessage().contains("became shorter while it was read"));
      assertThrows(InvalidRecordingException.class, recording::requireUnchanged);
    }
  }

  @Test
  void aFileThatIsWrittenToWhileItIsReadIsTold() throws IOException {
    Path folder =
        RawFile.recording(directory.resolve("r"), RawFile.FACTS, "{\"loss/a\": " + ENTRY + "}", 8);
    try (Recording recording = RecordingFolder.open(folder)) {
      recording.step(1);
      recording.requireUnchanged();
      RawFile.safetensors(
          folder.resolve("step-000001.safetensors"), "{\"loss/a\": " + ENTRY + "}", 9);
      InvalidRecordingException refusal =
          assertThrows(InvalidRecordingException.class, recording::requireUnchanged);
      assertTrue(
          refusal.getMessage().contains("step-000001.safetensors: found a file that changed"));
    }
  }

  private static void assertRefused(Path folder, String message) {
    InvalidRecordingException refusal =
        assertThrows(
            InvalidRecordingException.class,
            () -> {
              try (Recording recording = RecordingFolder.open(folder)) {
                recording.step(1);
                recording.sketches(1);
              }
            });
    String text = refusal.getMessage();
    assertAll(
        () -> assertTrue(text.contains("step-000001.safetensors"), text),
        () -> assertTrue(text.contains(message), text),
        () -> assertTrue(text.contains("; allowed: "), text),
        () -> assertFalse(text.contains("Exception"), text),
        () -> assertEquals(1, text.lines().count(), text));
  }
}
