package dev.lockstep.contract;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How a session may be used: state, load, close, side by side. */
final class SessionRequirements {
  private static final int ROUNDS = 4;
  private static final int EARLY = 1;
  private static final int LATE = 40;

  private SessionRequirements() {}

  static List<Requirement> all() {
    return List.of(
        new Requirement("the state is that of the last record", SessionRequirements::state),
        new Requirement(
            "a new session goes on from a state as the one that reached it",
            SessionRequirements::resumes),
        new Requirement(
            "a loaded state goes on as if reached, whatever the session did before",
            SessionRequirements::loads),
        new Requirement(
            "a given state is rounded to the precision and kept exactly",
            SessionRequirements::rounds),
        new Requirement(
            "the step count that is loaded corrects Adam's bias", SessionRequirements::counts),
        new Requirement(
            "a closed session refuses everything but another close", SessionRequirements::closes),
        new Requirement("closing a session leaves the others alone", SessionRequirements::outlives),
        new Requirement(
            "two sessions in two threads compute what each computes alone",
            SessionRequirements::runsBeside));
  }

  private static void state(Subject subject) {
    for (TrainingCase trainingCase : cases(subject)) {
      try (Session session = subject.open(trainingCase)) {
        for (int epoch = 1; epoch <= 2; epoch++) {
          StepRecord record = session.step();
          same("the state after step " + epoch, ModelState.after(record, trainingCase), session);
        }
      }
    }
  }

  private static void resumes(Subject subject) {
    for (TrainingCase trainingCase : cases(subject)) {
      List<StepRecord> whole = subject.train(trainingCase);
      ModelState middle = ModelState.after(whole.get(1), trainingCase);
      try (Session resumed = subject.open(trainingCase, middle)) {
        Expect.identical("opened in the middle", whole.get(2), resumed.step());
        Expect.identical("opened in the middle", whole.get(3), resumed.step());
      }
    }
  }

  private static void loads(Subject subject) {
    for (TrainingCase trainingCase : cases(subject)) {
      List<StepRecord> whole = subject.train(trainingCase);
      ModelState middle = ModelState.after(whole.get(1), trainingCase);
      try (Session session = subject.open(trainingCase)) {
        for (int epoch = 1; epoch <= 6; epoch++) {
          session.step();
        }
        session.load(middle);
        same("the state after load", middle, session);
        Expect.identical("after load", whole.get(2), session.step());
        session.load(TorchInitializer.initialState(trainingCase));
        Expect.identical("after the initial state was loaded", whole.get(0), session.step());
      }
    }
  }

  private static void rounds(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ModelState fine = States.fine(trainingCase);
    ModelState rounded = fine.roundedTo(subject.precision());
    try (Session opened = subject.open(trainingCase, fine);
        Session loaded = subject.open(trainingCase)) {
      loaded.load(fine);
      same("the state after open", rounded, opened);
      same("the state after load", rounded, loaded);
    }
  }

  private static void counts(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ModelState state = States.fine(trainingCase).roundedTo(subject.precision());
    try (Session session = subject.open(trainingCase);
        LocalEnvelope envelope =
            new LocalEnvelope(trainingCase, Variant.correct(), subject.noise(), 1)) {
      session.load(States.withStepCount(state, EARLY));
      StepRecord early = session.step();
      session.load(States.withStepCount(state, LATE));
      StepRecord late = session.step();
      Expect.equal("the step after state " + EARLY, EARLY + 1, early.step());
      Expect.equal("the step after state " + LATE, LATE + 1, late.step());
      Expect.identical(
          "the same state with another step count",
          of(early, Kind.GRADIENT),
          of(late, Kind.GRADIENT));
      Expect.that(
          !of(early, Kind.PARAMETER).equals(of(late, Kind.PARAMETER)),
          "the update is the same whether the state loaded counts " + EARLY + " steps or " + LATE);
      Expect.within(envelope.from(States.withStepCount(state, LATE)), late);
    }
  }

  private static void closes(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ModelState initial = TorchInitializer.initialState(trainingCase);
    Session session = subject.open(trainingCase);
    session.step();
    session.close();
    session.close();
    Expect.refused("step() after close()", session::step);
    Expect.refused("state() after close()", session::state);
    Expect.refused("load() after close()", () -> session.load(initial));
    session.close();
  }

  private static void outlives(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    List<StepRecord> alone = subject.train(trainingCase);
    try (Session survivor = subject.open(trainingCase)) {
      Session other = subject.open(trainingCase);
      Expect.identical("beside another session", alone.get(0), survivor.step());
      other.step();
      other.close();
      Expect.identical("after another was closed", alone.get(1), survivor.step());
    }
  }

  /** Long enough, and repeated, so that the two are surely under way at the same time. */
  private static void runsBeside(Subject subject) throws Exception {
    String text = "abacbcddbaacb".repeat(6);
    TrainingCase narrow = subject.trainingCase(3, text, "abcd", Subject.ADAM, 3);
    TrainingCase wide = subject.trainingCase(4, text, "dcbae", Subject.SGD, 3);
    List<StepRecord> narrowAlone = subject.train(narrow);
    List<StepRecord> wideAlone = subject.train(wide);
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> first = threads.submit(() -> trains(narrowAlone, start, subject, narrow));
      Future<?> second = threads.submit(() -> trains(wideAlone, start, subject, wide));
      first.get();
      second.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void trains(
      List<StepRecord> expected, CyclicBarrier start, Subject subject, TrainingCase trainingCase)
      throws Exception {
    start.await();
    for (int round = 0; round < ROUNDS; round++) {
      Expect.identical("beside another thread", expected, subject.train(trainingCase));
    }
    return null;
  }

  private static void same(String what, ModelState expected, Session session) {
    ModelState actual = session.state();
    Expect.equal("updates counted by " + what, expected.stepCount(), actual.stepCount());
    Expect.identical(what, expected.tensors(), actual.tensors());
  }

  private static Map<TensorName, Tensor> of(StepRecord step, Kind kind) {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>(step.tensors());
    tensors.keySet().removeIf(name -> name.kind() != kind);
    return tensors;
  }

  private static List<TrainingCase> cases(Subject subject) {
    return List.of(subject.trainingCase(Subject.ADAM), subject.trainingCase(Subject.SGD));
  }
}
