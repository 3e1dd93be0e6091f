package dev.lockstep.verification;

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
import dev.lockstep.compare.Verdict;
import dev.lockstep.device.Preflight;
import dev.lockstep.model.ModelState;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Verifications in which something fails, and those in which nothing does. */
class VerificationTest {
  private static final Execution FLOAT32 = new Execution(Precision.FLOAT32, Device.CPU);
  private static final JobRunner IN_PROCESS = new InProcessRunner(Preflight.ofThisMachine());

  private static CaseFile caseFile(String name) {
    return new CaseFile(
        Path.of(name + ".json"),
        ExampleCases.of(CellKind.LSTM, 2, "abacbcab", "abc", new OptimizerSpec.Adam(0.05), 2));
  }

  private static List<CaseOutcome> verify(JobRunner runner, List<CaseFile> cases, Backend... with) {
    List<Job> jobs = new ArrayList<>();
    for (CaseFile caseFile : cases) {
      for (Backend backend : with) {
        jobs.add(new Job(caseFile, backend, FLOAT32, Job.Mode.FREE_RUNNING));
      }
    }
    List<CaseOutcome> outcomes = new ArrayList<>();
    new Verification(runner, 2, ProgressListener.silent()).run(jobs, outcomes::add);
    return outcomes;
  }

  private static List<Verdict> verdicts(CaseOutcome outcome) {
    return outcome.judgements().stream().map(Judgement::verdict).toList();
  }

  @Test
  void anImplementationThatFailsInAnyWayIsAnErrorAndAllOthersStand() {
    List<Backend> failing =
        List.of(
            new Amended("throws", step -> fail(new AssertionError("three is not four"))),
            new Amended("overflows", step -> fail(new StackOverflowError())),
            new Amended("nothing", step -> null),
            new Amended("bare", step -> step.without(Kind.ACTIVATION)),
            new Undeclared());
    List<Backend> all = new ArrayList<>(failing);
    all.add(new ReferenceBackend());
    for (CaseOutcome outcome :
        verify(IN_PROCESS, List.of(caseFile("a"), caseFile("b")), all.toArray(new Backend[0]))) {
      List<Verdict> expected = new ArrayList<>(Collections.nCopies(failing.size(), Verdict.ERROR));
      expected.add(Verdict.EQUIVALENT);
      assertEquals(expected, verdicts(outcome), outcome.judgements().toString());
      assertEquals("three is not four", outcome.judgements().get(0).reason());
      assertTrue(
          outcome.judgements().stream()
              .noneMatch(j -> j.reason().matches(".*(Exception|Error)\\b.*")),
          () -> outcome.judgements().stream().map(Judgement::reason).toList().toString());
    }
  }

  @Test
  void aRunnerThatRunsOutOfMemoryBesideOthersIsAskedOnceMore() {
    AtomicInteger calls = new AtomicInteger();
    JobRunner forgetful =
        (job, listener) -> {
          if (calls.incrementAndGet() == 1) {
            throw new OutOfMemoryError("Java heap space");
          }
          return IN_PROCESS.run(job, listener);
        };
    List<CaseOutcome> outcomes = verify(forgetful, List.of(caseFile("a")), new ReferenceBackend());
    assertEquals(List.of(Verdict.EQUIVALENT), verdicts(outcomes.get(0)));
  }

  @Test
  void withoutAnEnvelopeTheRowSaysWhy() {
    Job job = new Job(caseFile("a"), new ReferenceBackend(), FLOAT32, Job.Mode.FREE_RUNNING);
    JobResult result = IN_PROCESS.run(job, epoch -> {});
    Judgement judgement =
        Judge.judge(job, result, new Part.Missing<>("out of memory"), new Part.Missing<>("none"));
    assertEquals(Verdict.ERROR, judgement.verdict());
    assertEquals("no noise floor could be derived: out of memory", judgement.reason());
  }

  @Test
  void withoutTheKnownFaultsOnlyADivergenceCanBeTold() {
    Part<FaultCoverage> none = new Part.Missing<>("out of memory");
    assertEquals(
        "ERROR the known faults could not be tried: out of memory",
        judged(new ReferenceBackend(), none));
    assertTrue(
        judged(new Amended("late", new Late()), none).startsWith("DIVERGENT leaves"),
        judged(new Amended("late", new Late()), none));
  }

  private static String judged(Backend backend, Part<FaultCoverage> coverage) {
    Job job = new Job(caseFile("a"), backend, FLOAT32, Job.Mode.FREE_RUNNING);
    Envelope envelope =
        Envelope.of(
            job.caseFile().trainingCase(), NoiseModel.of(backend.info(), Precision.FLOAT32), 1);
    Judgement judgement =
        Judge.judge(job, IN_PROCESS.run(job, epoch -> {}), new Part.Made<>(envelope), coverage);
    return judgement.verdict() + " " + judgement.reason();
  }

  @Test
  void casesComeInOrderAndOnlyAFewAreUnderWayAtATime() {
    Set<String> trained = ConcurrentHashMap.newKeySet();
    List<CaseFile> cases = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      cases.add(caseFile("case" + i));
    }
    JobRunner recording =
        (job, listener) -> {
          trained.add(job.caseFile().path().toString());
          return new JobResult.Unsupported("not today");
        };
    List<Job> jobs =
        cases.stream()
            .map(c -> new Job(c, new ReferenceBackend(), FLOAT32, Job.Mode.FREE_RUNNING))
            .toList();
    List<CaseFile> found = new ArrayList<>();
    new Verification(recording, 2, ProgressListener.silent())
        .run(
            jobs,
            outcome -> {
              found.add(outcome.caseFile());
              assertTrue(trained.size() <= found.size() + 5, trained.size() + " are trained");
            });
    assertEquals(cases, found);
  }

  private static StepRecord fail(Error error) {
    throw error;
  }

  /** Gives every step the tensors of the first. */
  private static final class Late implements UnaryOperator<StepRecord> {
    private Optional<StepRecord> first = Optional.empty();

    @Override
    public StepRecord apply(StepRecord step) {
      first = first.or(() -> Optional.of(step));
      return new StepRecord(step.step(), first.get().tensors());
    }
  }

  /** The reference with something done to every step. */
  private record Amended(String name, UnaryOperator<StepRecord> amendment) implements Backend {
    @Override
    public BackendInfo info() {
      return new BackendInfo(name, "plain Java", "amended", EnumSet.allOf(CellKind.class));
    }

    @Override
    public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
      Session session = new ReferenceBackend().open(trainingCase, state, execution);
      return new Session() {
        @Override
        public StepRecord step() {
          return amendment.apply(session.step());
        }

        @Override
        public ModelState state() {
          return session.state();
        }

        @Override
        public void load(ModelState loaded) {
          session.load(loaded);
        }

        @Override
        public void close() {
          session.close();
        }
      };
    }
  }

  /** The reference, which does not say how accurate its functions are. */
  private static final class Undeclared implements Backend {
    private static final ElementaryErrors UNKNOWN = null;

    @Override
    public BackendInfo info() {
      return new BackendInfo(
          "undeclared",
          "plain Java",
          "says too little",
          EnumSet.allOf(CellKind.class),
          Optional.empty(),
          UNKNOWN,
          1);
    }

    @Override
    public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
      return new ReferenceBackend().open(trainingCase, state, execution);
    }
  }
}
