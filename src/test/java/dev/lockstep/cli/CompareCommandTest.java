package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recorder;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.report.json.ReportSchema;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
  private static final TensorName WEIGHT = TensorName.of(Kind.PARAMETER, "head.weight");

  @TempDir private Path directory;

  @Test
  void equalRecordingsEndWithStatusZero() throws IOException {
    Run run = compare(record("e", 0, true), record("a", 1e-6, false));
    assertAll(
        () -> assertEquals(0, run.status(), run.err()),
        () -> assertTrue(run.out().startsWith("EQUIVALENT: "), run.out()),
        () -> assertTrue(run.out().contains("10 × the noise of 16 replays"), run.out()),
        () -> assertTrue(run.out().contains("threads: expected 1, actual 2"), run.out()),
        () ->
            assertTrue(
                run.out().contains("only the expected side says: device cpu, torch 2.5.1"),
                run.out()),
        () -> assertEquals("EQUIVALENT", report().get("verdict").asText()),
        () -> assertEquals(18, report().get("compared").asLong()),
        () -> assertEquals(0, report().get("mismatches").asLong()),
        () -> assertTrue(report().get("divergence").isNull()),
        () -> assertTrue(Files.size(directory.resolve("report/summary.md")) > 100));
  }

  @Test
  void aDivergenceEndsWithStatusOneAndIsToldInFull() throws IOException {
    Run run = compare(record("e", 0, true), record("a", 1e-3, false));
    JsonNode divergence = report().get("divergence");
    assertAll(
        () -> assertEquals(1, run.status(), run.err()),
        () ->
            assertTrue(
                run.out().startsWith("DIVERGENT: step 2, parameter/head.weight, parts first\n"),
                run.out()),
        () ->
            assertTrue(
                run.out().contains("step 2, parameter/head.weight [1, 0], 1 of 4 elements"),
                run.out()),
        () -> assertTrue(run.out().contains("actual 2.00100, expected 2.00000"), run.out()),
        () -> assertTrue(run.out().contains("allowed 1.00e-05 (1.0e+02×)"), run.out()),
        () -> assertTrue(run.out().contains("rerun"), run.out()),
        () -> assertEquals(2, divergence.get("step").asInt()),
        () -> assertEquals("parameter/head.weight", divergence.get("tensor").asText()),
        () -> assertEquals("[1,0]", divergence.get("index").toString()),
        () -> assertEquals(2, divergence.get("expected").asDouble()),
        () -> assertEquals((double) 2.001f, divergence.get("actual").asDouble()),
        () -> assertEquals(1e-5, divergence.get("allowed").asDouble(), 1e-11),
        () -> assertEquals(1, report().get("exitStatus").asInt()));
  }

  @Test
  void aComparisonWithoutNoiseIsInconclusiveAndSaysHowToRecordIt() throws IOException {
    Run run = compare(record("e", 0, false), record("a", 1e-6, false));
    assertAll(
        () -> assertEquals(3, run.status(), run.err()),
        () ->
            assertTrue(
                run.out().startsWith("INCONCLUSIVE: 1 tensor without noise differs"), run.out()),
        () -> assertTrue(run.out().contains("lockstep_recorder.py"), run.out()),
        () -> assertTrue(report().get("divergence").isNull()),
        () -> assertEquals(4, report().get("notJudged").get("elements").asLong()));
  }

  @Test
  void otherRecordingsGiveTheNoiseAndSayWithWhatFactor() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--noise"));
    for (int i = 0; i < 3; i++) {
      arguments.add(record("n" + i, 1e-6 * (i - 1), false).toString());
    }
    Run run =
        compare(record("e", 0, false), record("a", 2e-6, false), arguments.toArray(new String[0]));
    assertAll(
        () -> assertEquals(0, run.status(), run.out() + run.err()),
        () ->
            assertTrue(
                run.out().contains("what 3 other recordings of the same training leave open"),
                run.out()),
        () -> assertEquals(3, report().get("noise").get("runs").asInt()));
  }

  @ParameterizedTest
  @CsvSource({"--rtol=1e-3, 0", "--atol=2e-3, 0", "--rtol=1e-9, 1", "--ignore=*weight, 0"})
  void tolerancesAndPatternsAreOptions(String option, int status) throws IOException {
    Run run = compare(record("e", 0, false), record("a", 1e-3, false), option);
    assertEquals(status, run.status(), run.out() + run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "--rtol=-1, '--rtol: found -1.0; allowed: a finite number, 0 or more'",
    "--atol=NaN, '--atol: found NaN; allowed: a finite number, 0 or more'",
    "--noise=nowhere, 'nowhere: found no such folder; allowed: the folder of a recording'",
    "--bogus, '--bogus'"
  })
  void aWrongArgumentEndsWithStatusTwo(String argument, String message) throws IOException {
    Run run = compare(record("e", 0, true), record("a", 0, false), argument);
    assertAll(
        () -> assertEquals(2, run.status()),
        () -> assertTrue(run.err().startsWith("lockstep: "), run.err()),
        () -> assertTrue(run.err().contains(message), run.err()),
        () -> assertEquals("", run.out()));
  }

  @Test
  void aBadRecordingEndsWithStatusTwoAndOneLine() throws IOException {
    Path actual = record("a", 0, false);
    Path file = actual.resolve("step-000002.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    Run run = compare(record("e", 0, true), actual);
    assertAll(
        () -> assertEquals(2, run.status()),
        () -> assertTrue(run.err().contains("step-000002.safetensors: tensor \""), run.err()),
        () -> assertEquals(1, run.err().lines().count(), run.err()),
        () -> assertFalse(run.err().contains("Exception"), run.err()),
        () -> assertEquals("", run.out()));
  }

  @Test
  void whatTakesMoreThanInAnEarlierReportIsWarnedOf() throws IOException {
    Path golden = record("e", 0, true);
    assertEquals(0, compare(golden, record("before", 2e-6, false)).status());
    Path earlier = Files.copy(directory.resolve("report/report.json"), directory.resolve("old"));
    Run after =
        compare(golden, record("after", 6e-6, false), "--baseline", earlier.toString(), "--quiet");
    assertAll(
        () -> assertEquals(0, after.status(), after.err()),
        () ->
            assertTrue(
                after.err().matches("warning: parameter takes 0.\\d+× of .* in the baseline\n"),
                after.err()));
  }

  private Path record(String name, double error, boolean withNoise) {
    RecordingFacts facts =
        RecordingFacts.of("net", ElementType.F32)
            .withEnvironment(
                withNoise
                    ? Map.of("threads", "1", "torch", "2.5.1", "device", "cpu")
                    : Map.of("threads", "2"))
            .withNoise(new RecordingFacts.NoiseFacts(16, ElementType.F32));
    Path folder = directory.resolve(name);
    try (Recorder recorder = Recorder.create(folder, facts)) {
      for (int step = 1; step <= 2; step++) {
        recorder.beginStep(step);
        recorder.input("x", Shape.of(4), new float[] {1, 2, 3, 4});
        recorder.loss("loss", step);
        float third = step == 2 ? (float) (2 + error) : 2;
        recorder.parameter("head.weight", Shape.of(2, 2), new float[] {1, 1, third, 1});
        if (withNoise) {
          recorder.noise(WEIGHT, Tensor.scalar(1e-6));
        }
      }
      recorder.finish();
    }
    return folder;
  }

  private JsonNode report() throws IOException {
    return ReportSchema.valid("compare", directory.resolve("report/report.json"));
  }

  private Run compare(Path expected, Path actual, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "compare",
                expected.toString(),
                actual.toString(),
                "--report",
                directory.resolve("report").toString()));
    arguments.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(new String[0]));
    return new Run(status, out.toString(), err.toString());
  }

  private record Run(int status, String out, String err) {}
}
