package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.fault.Fault;
import dev.lockstep.fault.SmallError;
import dev.lockstep.fault.Symptom;
import dev.lockstep.fault.Visibility;
import dev.lockstep.mutation.Mutant;
import dev.lockstep.mutation.Mutation;
import dev.lockstep.recording.Kind;
import dev.lockstep.report.json.ReportSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ProveCommandTest {
  private static final Path RECORDINGS = Path.of("golden", "recordings");
  private static final TrainingCase SMALL =
      ExampleCases.of(CellKind.GRU, 3, "abacbcddbaacb", "abcd", new OptimizerSpec.Adam(0.1), 4);

  private static final Symptom ANYWHERE =
      new Symptom(Set.of(Kind.values()), Optional.empty(), 1, Symptom.Onset.PERHAPS);

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int prove(String... arguments) {
    return prove(new ProveCommand(), arguments);
  }

  private int prove(ProveCommand command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--report", report().toString()));
    CommandLine commandLine =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return new Failures(commandLine, () -> false).execute(all.toArray(String[]::new));
  }

  private Path report() {
    return directory.resolve("report");
  }

  private JsonNode json() throws IOException {
    return ReportSchema.valid("prove", report().resolve("report.json"));
  }

  private String written(TrainingCase trainingCase) throws IOException {
    Path file = directory.resolve(trainingCase.name() + ".json");
    CaseWriter.write(trainingCase, file);
    return file.toString();
  }

  private static JsonNode trial(JsonNode subject, String mistake) {
    for (JsonNode trial : subject.get("trials")) {
      if (trial.get("mistake").asText().equals(mistake)) {
        return trial;
      }
    }
    throw new AssertionError("no trial of " + mistake + " in " + subject);
  }

  @Test
  void everyMistakeIsFoundFirstWhereItMustBeAndNamedOnASmallCase() throws IOException {
    assertEquals(
        0,
        prove(written(SMALL), "--faults", "gru-*", "--faults", "adam-without-correction"),
        () -> out + "\n" + err);
    JsonNode json = json();
    JsonNode subject = json.get("subjects").get(0);
    JsonNode gates = trial(subject, "gru-gates-zrn");
    JsonNode uncorrected = trial(subject, "adam-without-correction");
    assertAll(
        () -> assertEquals(0, json.get("exitStatus").asInt()),
        () -> assertEquals(json.get("mistakes"), json.get("outcomes").get("CAUGHT")),
        () -> assertEquals(json.get("mistakes"), json.get("naming").get("RIGHT")),
        () -> assertEquals("CASE", subject.get("sort").asText()),
        () -> assertTrue(subject.get("noise").asDouble() <= 1),
        () -> assertEquals(3, subject.get("limits").size()),
        () -> assertTrue(subject.get("limits").get(0).get("part").asDouble() < 1e-3),
        () -> assertTrue(subject.get("nearest").get("excess").asDouble() > 1),
        () -> assertEquals("PASSED", trial(subject, "unchanged").get("outcome").asText()),
        () -> assertEquals("DIVERGENT", gates.get("verdict").asText()),
        () -> assertEquals("epoch 1, loss/loss", gates.get("first").asText()),
        () -> assertTrue(gates.get("firstRight").asBoolean()),
        () -> assertEquals("gru-gates-zrn", gates.get("causes").get(0).asText()),
        () -> assertTrue(gates.get("reports").get(0).asText().startsWith("https://github.com/")),
        () -> assertTrue(uncorrected.get("first").asText().startsWith("epoch 1, parameter/")),
        () -> assertTrue(out.toString().contains("Nothing escapes: of "), out::toString),
        () -> assertTrue(page().contains("https://github.com/ml-explore/mlx/issues/1153")));
  }

  /** Gates in this order come to the exam's first loss by chance, but not to its gradients. */
  @Test
  void aLossThatAWrongCellSharesLetsTheGradientsPartFirst() throws IOException {
    TrainingCase exam = ExampleCases.exam("exam-lstm");
    TrainingCase twoEpochs =
        new TrainingCase(
            "two-epochs",
            "",
            exam.task(),
            exam.cell(),
            exam.hidden(),
            exam.seed(),
            2,
            exam.optimizer(),
            Optional.empty());
    prove(written(twoEpochs), "--faults", "lstm-gates-giof");
    JsonNode shared = trial(json().get("subjects").get(0), "lstm-gates-giof");
    assertTrue(shared.get("first").asText().startsWith("epoch 1, gradient/"), shared::toString);
    assertTrue(shared.get("firstRight").asBoolean(), shared::toString);
  }

  private String page() throws IOException {
    return Files.readString(report().resolve("index.html"));
  }

  @Test
  void wrongCopiesOfARecordingAreFoundAndExplained() throws IOException {
    assertEquals(
        0,
        prove(
            RECORDINGS.resolve("cnn-sgd").toString(),
            "--faults",
            "gradient-zero",
            "--faults",
            "infinity-in-gradient",
            "--faults",
            "rate-one-percent-high",
            "--faults",
            "weight-kept-transposed",
            "--faults",
            "updated-again"),
        () -> out + "\n" + err);
    JsonNode subject = json().get("subjects").get(0);
    assertAll(
        () -> assertEquals("RECORDING", subject.get("sort").asText()),
        () -> assertEquals("[\"gradient-missing\"]", causes(subject, "gradient-zero")),
        () -> assertEquals("[\"non-finite\"]", causes(subject, "infinity-in-gradient")),
        () -> assertEquals("[\"hyperparameter\"]", causes(subject, "rate-one-percent-high")),
        () -> assertEquals("PASSED", trial(subject, "updated-again").get("outcome").asText()),
        () ->
            assertEquals(
                "PASSED", trial(subject, "weight-kept-transposed").get("outcome").asText()));
  }

  @Test
  void aQuietProofLeavesTheAnswerToItsStatusAndItsReport() throws IOException {
    String recording = RECORDINGS.resolve("cnn-sgd").toString();
    assertEquals(0, prove(recording, "--faults", "gradient-zero", "--quiet"), err::toString);
    assertEquals("", out.toString() + err);
    assertEquals(0, json().get("exitStatus").asInt());
  }

  private static String causes(JsonNode subject, String mistake) {
    return trial(subject, mistake).get("causes").toString();
  }

  /** What a training in float32 does not do, no comparison of it catches. */
  @Test
  void aMistakeInATrainingThatEscapesEndsWithOne() throws IOException {
    Variant wrongInFloat64Alone =
        (trainingCase, state, precision, rounding) -> {
          boolean isFloat64 = rounding.of(0.1) == 0.1;
          Variant trained = isFloat64 ? SmallError.RATE.of(1) : Variant.correct();
          return trained.open(trainingCase, state, precision, rounding);
        };
    Fault planted =
        new Fault(
            "planted-rate",
            "the learning rate is wrong in float64 alone",
            Visibility.ONE_EPOCH,
            ANYWHERE,
            trainingCase -> true,
            List.of(),
            wrongInFloat64Alone);
    assertEquals(1, prove(new ProveCommand(List.of(planted), List.of()), written(SMALL)));
    JsonNode trial = trial(json().get("subjects").get(0), "planted-rate");
    assertEquals("ESCAPED", trial.get("outcome").asText());
    assertTrue(out.toString().contains("planted-rate: the learning rate is"), out::toString);
  }

  @Test
  void aChangeOfARecordingThatEscapesEndsWithOne() throws IOException {
    Mutation planted =
        new Mutation(
            "planted-element",
            "one weight is off by less than rounding",
            original ->
                original
                    .withElement(1e-7)
                    .map(
                        copy ->
                            new Mutant(
                                List.of(copy),
                                Set.of(Kind.PARAMETER),
                                Optional.empty(),
                                1,
                                false,
                                List.of())));
    assertEquals(
        1,
        prove(
            new ProveCommand(List.of(), List.of(planted)),
            RECORDINGS.resolve("cnn-sgd").toString()),
        err::toString);
    assertTrue(
        out.toString().contains("Mistakes escape: of 1 mistake 0 are caught"), out::toString);
    assertTrue(page().contains("escapes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "golden/exam --faults nothing-* | --faults: found 'nothing-*', which no mistake is called",
        "no-such-file.json | no-such-file.json",
        "golden/exam --nonsense | Unknown option"
      })
  void badUsageEndsWithTwoBeforeAnythingIsTried(String arguments, String said) {
    assertEquals(2, prove(arguments.split(" ")));
    assertTrue(err.toString().contains(said), err::toString);
    assertTrue(err.toString().lines().count() <= 2, err::toString);
    assertEquals("", out.toString());
    assertTrue(Files.notExists(report()));
  }

  @Test
  void aRecordingThatCannotBeReadEndsWithTwoAndOneLine() throws IOException {
    Path broken = Files.createDirectory(directory.resolve("broken"));
    Files.writeString(broken.resolve("recording.json"), "{}");
    assertEquals(2, prove(broken.toString()));
    assertEquals(1, err.toString().lines().count(), err::toString);
  }

  @Test
  @Tag("long")
  void everythingIsFoundOrProvedEquivalentAndNamed() throws IOException {
    assertEquals(0, prove(), () -> out + "\n" + err);
    JsonNode json = json();
    int right = json.get("naming").get("RIGHT").asInt();
    int missing = json.get("naming").get("MISSING").asInt();
    assertEquals(0, json.get("naming").get("WRONG").asInt(), out::toString);
    assertTrue(right >= 0.95 * (right + missing), out::toString);
    Set<String> sorts = new HashSet<>();
    json.get("subjects").forEach(subject -> sorts.add(subject.get("sort").asText()));
    assertEquals(Set.of("CASE", "RECORDING"), sorts);
    for (JsonNode subject : json.get("subjects")) {
      for (JsonNode trial : subject.get("trials")) {
        assertTrue(trial.get("firstRight").asBoolean(), trial::toString);
      }
    }
  }
}
