package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.ElementaryErrors;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.ComparisonSettings;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.compare.Verdict;
import dev.lockstep.device.Preflight;
import dev.lockstep.fault.FaultBackend;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.model.ModelState;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaseRecordingsTest {
  private static final TrainingCase SMALL =
      ExampleCases.of(CellKind.LSTM, 3, "abacbcddbaacb", "abcd", new OptimizerSpec.Adam(0.1), 4);

  /** Steps so large that rounding decides after three epochs which way it goes. */
  private static final TrainingCase CHAOTIC =
      ExampleCases.of(
          CellKind.LSTM, 3, "abcabbcab".repeat(3), "abcd", new OptimizerSpec.Sgd(1e5), 12);

  private static final Backend WRONG =
      new FaultBackend(FaultCatalogue.named("lstm-gates-ifog").orElseThrow());

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void comparedAgainEveryTrainingComesToTheVerdictOfItsVerification(Precision precision) {
    CaseOutcome outcome =
        recorded(SMALL, precision, List.of(new ReferenceBackend(), new Sloppy(), WRONG));
    List<String> names = List.of("reference-" + precision.label(), "sloppy", "lstm-gates-ifog");
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Judgement judgement = outcome.judgements().get(i);
      ComparisonResult drift = compared("reference", names.get(i));
      assertEquals(judgement.verdict(), drift.verdict(), judgement::toString);
      assertSame(judgement.drift().orElseThrow(), drift);
      ComparisonResult local = compared("lockstep/reference", "lockstep/" + names.get(i));
      assertTrue(local.lockstep());
      assertEquals(judgement.verdict(), local.verdict(), judgement::toString);
      assertSame(judgement.lockstep().orElseThrow(), local);
      verdicts.add(judgement.verdict());
    }
    assertEquals(List.of(Verdict.EQUIVALENT, Verdict.EQUIVALENT, Verdict.DIVERGENT), verdicts);
  }

  @Test
  void whereRoundingDecidesNothingIsShownByEither() {
    CaseOutcome outcome = recorded(CHAOTIC, Precision.FLOAT32, List.of(new ReferenceBackend()));
    Judgement judgement = outcome.judgements().get(0);
    ComparisonResult result = compared("reference", "reference-float32");
    assertEquals(Verdict.INCONCLUSIVE, judgement.verdict());
    assertEquals(Verdict.INCONCLUSIVE, result.verdict());
    int judged = judgement.drift().orElseThrow().steps().size();
    assertEquals(judged + 1, result.undecided().orElseThrow().step());
  }

  @Test
  void aRecordingSaysHowItWasMade() {
    recorded(SMALL, Precision.FLOAT32, List.of(new Sloppy()));
    try (RecordingFolder expected = open("reference");
        RecordingFolder actual = open("sloppy")) {
      RecordingFacts facts = actual.facts();
      assertAll(
          () -> assertEquals(ElementType.F64, expected.facts().precision()),
          () -> assertEquals(56, expected.facts().noise().orElseThrow().runs()),
          () -> assertEquals(ElementType.F32, facts.precision()),
          () -> assertEquals("trained by sloppy, plain Java", facts.source()),
          () -> assertEquals("cpu", facts.environment().get("device")),
          () -> assertEquals(0.1, facts.optimizer().get("lr")),
          () -> assertEquals(Optional.empty(), actual.noise(1), "all of it is the reference's"));
    }
  }

  @Test
  void whatCannotBeWrittenIsToldAndNoPartOfItIsLeft() throws IOException {
    Path inTheWay = Files.writeString(directory.resolve(SMALL.name()), "a file");
    CaseRecordings recordings = new CaseRecordings(directory);
    recordings.add(outcome(SMALL, Precision.FLOAT32, List.of(new ReferenceBackend())));
    String reason = recordings.failure().orElseThrow();
    assertTrue(reason.contains(inTheWay.toString()), reason);
    assertEquals("a file", Files.readString(inTheWay));
  }

  /** The same elements judged, and within the same: a last place passes in a recording. */
  private static void assertSame(TrainingResult verified, ComparisonResult again) {
    assertTrue(again.maxExcess() <= verified.maxExcess() * (1 + 1e-9));
    assertEquals(verified.divergence().map(Mismatch::toString), place(again));
    verified
        .divergence()
        .ifPresent(
            first -> {
              Element element = again.divergence().orElseThrow().element();
              assertEquals(first.element().actual(), element.actual());
              assertEquals(first.element().expected(), element.expected());
              assertEquals(1, element.allowed() / first.element().allowed(), 1e-9);
            });
    long given = again.compared() - again.computed();
    assertTrue(given > 0, "inputs and start values are compared, too");
    assertEquals(verified.compared(), again.computed());
  }

  private static Optional<String> place(ComparisonResult result) {
    return result.divergence().map(Mismatch::toString);
  }

  private ComparisonResult compared(String expected, String actual) {
    try (RecordingFolder one = open(expected);
        RecordingFolder other = open(actual)) {
      return RecordingComparison.of(one, other, ComparisonSettings.DEFAULT);
    }
  }

  private RecordingFolder open(String name) {
    try (var cases = Files.list(directory)) {
      return RecordingFolder.open(cases.findFirst().orElseThrow().resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private CaseOutcome recorded(
      TrainingCase trainingCase, Precision precision, List<Backend> backends) {
    CaseOutcome outcome = outcome(trainingCase, precision, backends);
    CaseRecordings recordings = new CaseRecordings(directory);
    recordings.add(outcome);
    assertEquals(Optional.empty(), recordings.failure());
    return outcome;
  }

  private static CaseOutcome outcome(
      TrainingCase trainingCase, Precision precision, List<Backend> backends) {
    CaseFile caseFile = new CaseFile(Path.of("case.json"), trainingCase);
    Execution execution = new Execution(precision, Device.CPU);
    List<CaseOutcome> outcomes = new ArrayList<>();
    new Verification(new InProcessRunner(Preflight.ofThisMachine()), 1, ProgressListener.silent())
        .run(
            backends.stream()
                .map(backend -> new Job(caseFile, backend, execution, Job.Mode.RECORDED))
                .toList(),
            outcomes::add);
    return outcomes.get(0);
  }

  /** A right implementation that says that its functions err more. */
  private static final class Sloppy implements Backend {
    @Override
    public BackendInfo info() {
      return new BackendInfo(
          "sloppy",
          "plain Java",
          "",
          EnumSet.allOf(CellKind.class),
          Optional.empty(),
          new ElementaryErrors(8, 8, 1),
          1);
    }

    @Override
    public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
      return new ReferenceBackend().open(trainingCase, state, execution);
    }
  }
}
