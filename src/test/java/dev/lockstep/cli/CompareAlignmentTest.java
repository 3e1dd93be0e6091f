package dev.lockstep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two recordings of one training, whose kernels one side keeps transposed and its gates moved. */
class CompareAlignmentTest {
  /** Block i of the expected kernel is the actual one's block {@code GATES[i]}. */
  private static final int[] GATES = {0, 2, 3, 1};

  private static final int GATE = 2;
  private static final int WIDTH = 3;

  @TempDir private Path folder;
  private final Map<String, float[]> start = new LinkedHashMap<>();
  private final Map<String, float[]> later = new LinkedHashMap<>();

  CompareAlignmentTest() {
    Random random = new Random(43052);
    for (String kind : List.of("start", "gradient", "parameter")) {
      float[] numbers = new float[GATES.length * GATE * WIDTH];
      IntStream.range(0, numbers.length).forEach(i -> numbers[i] = random.nextFloat() - 0.5f);
      (kind.equals("start") ? start : later).put(kind, numbers);
    }
  }

  @Test
  void anotherNameAndLayoutIsFoundReportedAndEquivalent() throws IOException {
    Run run = compare(actual());
    assertAll(
        () -> assertEquals(0, run.status(), run.all()),
        () ->
            assertTrue(
                run.all().contains("weight    kernel  transposed, row blocks in order 0 2 3 1"),
                run.all()),
        () -> assertTrue(run.all().contains("any other tensor by its name"), run.all()),
        () ->
            assertTrue(
                report().contains("\"how\" : \"transposed, row blocks in order 0 2 3 1\""),
                report()),
        () -> assertTrue(report().contains("\"actual\" : \"kernel\""), report()));
  }

  @Test
  void aWrongNumberIsToldAtItsPlaceInTheExpectedLayout() throws IOException {
    // Row 0, column 1 of [3, 8] is row 1, column 0 of [8, 3]: gate 0 has not moved.
    later.get("gradient")[1 * WIDTH] += 1;
    Path actual = actual();
    later.get("gradient")[1 * WIDTH] -= 1;
    Run run = compare(actual);
    assertAll(
        () -> assertEquals(1, run.status(), run.all()),
        () -> assertTrue(run.all().contains("gradient/weight"), run.all()),
        () -> assertTrue(report().replaceAll("\\s", "").contains("\"index\":[1,0]"), report()));
  }

  @Test
  void oneOtherStartValueLeavesTheTensorsAlone() throws IOException {
    start.get("start")[5] = Math.nextUp(start.get("start")[5]);
    Path actual = actual();
    start.get("start")[5] = Math.nextDown(start.get("start")[5]);
    Run run = compare(actual);
    assertAll(
        () -> assertEquals(1, run.status(), run.all()),
        () -> assertTrue(run.all().contains("the nearest, kernel (transposed), is off"), run.all()),
        () -> assertTrue(report().replaceAll("\\s", "").contains("\"alignment\":[]"), report()));
  }

  @Test
  void aMapSaysWhatTheStartDoesNot() throws IOException {
    start.clear();
    Path map = folder.resolve("map.json");
    Files.writeString(
        map, "{\"weight\": {\"name\": \"kernel\", \"transpose\": true, \"blocks\": [0, 2, 3, 1]}}");
    assertEquals(1, compare(actual()).status());
    Run run = compare(actual(), "--map", map.toString());
    assertAll(
        () -> assertEquals(0, run.status(), run.all()),
        () -> assertTrue(run.all().contains("given, transposed, row blocks in"), run.all()));
  }

  @Test
  void aMapThatNamesNoTensorIsBadInput() throws IOException {
    Path map = folder.resolve("map.json");
    Files.writeString(map, "{\"weight\": {\"name\": \"kernal\"}}");
    Run run = compare(actual(), "--map", map.toString());
    assertAll(
        () -> assertEquals(2, run.status(), run.all()),
        () ->
            assertEquals(
                "lockstep: " + map + ": weight.name: found \"kernal\"; allowed: kernel",
                run.err().strip()),
        () -> assertFalse(Files.exists(folder.resolve("report"))));
  }

  private Run compare(Path actual, String... more) throws IOException {
    Path expected = folder.resolve("expected");
    write(expected, "weight", false);
    noise(expected);
    List<String> arguments =
        new ArrayList<>(List.of("compare", expected.toString(), actual.toString()));
    arguments.addAll(List.of("--report", folder.resolve("report").toString()));
    arguments.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    return new Run(status, out.toString(), err.toString());
  }

  private Path actual() throws IOException {
    Path actual = folder.resolve("actual");
    write(actual, "kernel", true);
    return actual;
  }

  private String report() throws IOException {
    return Files.readString(folder.resolve("report").resolve("report.json"));
  }

  private void write(Path recording, String name, boolean otherLayout) throws IOException {
    Files.createDirectories(recording);
    Files.writeString(
        recording.resolve("recording.json"),
        "{\"formatVersion\": 1, \"name\": \"r\", \"precision\": \"float32\", \"steps\": 1}");
    Map<String, float[]> tensors = new LinkedHashMap<>(start);
    tensors.putAll(later);
    Map<String, float[]> named = new LinkedHashMap<>();
    tensors.forEach(
        (kind, numbers) ->
            named.put(kind + "/" + name, otherLayout ? otherLayout(numbers) : numbers));
    int rows = GATES.length * GATE;
    String shape = otherLayout ? WIDTH + ", " + rows : rows + ", " + WIDTH;
    safetensors(recording.resolve("step-000001.safetensors"), named, shape);
  }

  private void noise(Path recording) throws IOException {
    Map<String, float[]> noise = new LinkedHashMap<>();
    later.keySet().forEach(kind -> noise.put(kind + "/weight", new float[] {1e-9f}));
    safetensors(recording.resolve("noise-000001.safetensors"), noise, "");
  }

  /** From [8, 3] to [3, 8], with the gates where the expected ones find them. */
  private static float[] otherLayout(float[] numbers) {
    int rows = GATES.length * GATE;
    float[] moved = new float[numbers.length];
    for (int row = 0; row < rows; row++) {
      int there = GATES[row / GATE] * GATE + row % GATE;
      for (int column = 0; column < WIDTH; column++) {
        moved[column * rows + there] = numbers[row * WIDTH + column];
      }
    }
    return moved;
  }

  private static void safetensors(Path file, Map<String, float[]> tensors, String shape)
      throws IOException {
    StringJoiner header = new StringJoiner(", ", "{", "}");
    int end = 0;
    for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
      int start = end;
      end += tensor.getValue().length * Float.BYTES;
      header.add(
          "\""
              + tensor.getKey()
              + "\": {\"dtype\": \"F32\", \"shape\": ["
              + shape
              + "], "
              + "\"data_offsets\": ["
              + start
              + ", "
              + end
              + "]}");
    }
    byte[] text = header.toString().getBytes(UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + text.length + end).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    tensors
        .values()
        .forEach(
            numbers -> {
              for (float number : numbers) {
                bytes.putFloat(number);
              }
            });
    Files.write(file, bytes.array());
  }

  private record Run(int status, String out, String err) {
    String all() {
      return out + err;
    }
  }
}
