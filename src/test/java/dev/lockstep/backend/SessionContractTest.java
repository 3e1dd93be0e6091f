package dev.lockstep.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Steps;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a session of every implementation may be used: state, load, close, side by side. */
class SessionContractTest {
  private static final int ROUNDS = 4;

  static Stream<Subject> subjects() {
    return Subject.all();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void theStateIsThatOfTheLastRecord(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    try (Session session = subject.open(trainingCase)) {
      for (int epoch = 1; epoch <= 2; epoch++) {
        StepRecord record = session.step();
        assertEquals(ModelState.after(record, trainingCase), session.state());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aNewSessionResumesFromAState(Subject subject) {
    for (TrainingCase trainingCase : cases(subject)) {
      List<StepRecord> whole = subject.train(trainingCase);
      try (Session resumed =
          subject.open(trainingCase, ModelState.after(whole.get(1), trainingCase))) {
        Records.assertIdentical(whole.get(2), resumed.step());
        Records.assertIdentical(whole.get(3), resumed.step());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aLoadedStateResumesWhateverTheSessionDidBefore(Subject subject) {
    for (TrainingCase trainingCase : cases(subject)) {
      List<StepRecord> whole = subject.train(trainingCase);
      try (Session session = subject.open(trainingCase)) {
        for (int epoch = 1; epoch <= 6; epoch++) {
          session.step();
        }
        session.load(ModelState.after(whole.get(1), trainingCase));
        assertEquals(ModelState.after(whole.get(1), trainingCase), session.state());
        Records.assertIdentical(whole.get(2), session.step());
        session.load(TorchInitializer.initialState(trainingCase));
        Records.assertIdentical(whole.get(0), session.step());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aLoadedStateIsRoundedToThePrecisionAndKeptExactly(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ModelState fine = fineState(trainingCase);
    try (Session opened = subject.open(trainingCase, fine);
        Session loaded = subject.open(trainingCase)) {
      loaded.load(fine);
      assertEquals(fine.roundedTo(subject.precision()), opened.state());
      assertEquals(fine.roundedTo(subject.precision()), loaded.state());
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void theLoadedStepCountCorrectsAdamsBias(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ModelState state = fineState(trainingCase).roundedTo(subject.precision());
    try (Session session = subject.open(trainingCase);
        LocalEnvelope envelope =
            new LocalEnvelope(trainingCase, Variant.correct(), subject.noise(), 1)) {
      session.load(States.withStepCount(state, 1));
      StepRecord early = session.step();
      session.load(States.withStepCount(state, 40));
      StepRecord late = session.step();
      assertEquals(2, early.step());
      assertEquals(41, late.step());
      assertEquals(Steps.of(early, Kind.GRADIENT), Steps.of(late, Kind.GRADIENT));
      assertNotEquals(Steps.of(early, Kind.PARAMETER), Steps.of(late, Kind.PARAMETER));
      Records.assertWithin(envelope.from(States.withStepCount(state, 40)), late);
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aClosedSessionRefusesEverythingButAnotherClose(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ModelState initial = TorchInitializer.initialState(trainingCase);
    Session session = subject.open(trainingCase);
    session.step();
    session.close();
    session.close();
    assertThrows(IllegalStateException.class, session::step);
    assertThrows(IllegalStateException.class, session::state);
    assertThrows(IllegalStateException.class, () -> session.load(initial));
    session.close();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void closingASessionLeavesTheOthersAlone(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    List<StepRecord> alone = subject.train(trainingCase);
    try (Session survivor = subject.open(trainingCase)) {
      Session other = subject.open(trainingCase);
      Records.assertIdentical(alone.get(0), survivor.step());
      other.step();
      other.close();
      Records.assertIdentical(alone.get(1), survivor.step());
    }
  }

  /** Long enough, and repeated, so that the two are surely under way at the same time. */
  @ParameterizedTest
  @MethodSource("subjects")
  void twoSessionsInTwoThreadsComputeWhatEachComputesAlone(Subject subject) throws Exception {
    String text = "abacbcddbaacb".repeat(6);
    TrainingCase narrow = ExampleCases.of(subject.cell(), 3, text, "abcd", Subject.ADAM, 3);
    TrainingCase wide = ExampleCases.of(subject.cell(), 4, text, "dcbae", Subject.SGD, 3);
    List<StepRecord> narrowAlone = subject.train(narrow);
    List<StepRecord> wideAlone = subject.train(wide);
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> first =
          threads.submit(() -> assertTrainsTo(narrowAlone, start, subject, narrow), null);
      Future<?> second =
          threads.submit(() -> assertTrainsTo(wideAlone, start, subject, wide), null);
      first.get();
      second.get();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertTrainsTo(
      List<StepRecord> expected, CyclicBarrier start, Subject subject, TrainingCase trainingCase) {
    try {
      start.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
    for (int round = 0; round < ROUNDS; round++) {
      Records.assertIdentical(expected, subject.train(trainingCase));
    }
  }

  private static List<TrainingCase> cases(Subject subject) {
    return List.of(subject.trainingCase(Subject.ADAM), subject.trainingCase(Subject.SGD));
  }

  /** A state of a float64 training, whose numbers float32 does not hold. */
  private static ModelState fineState(TrainingCase trainingCase) {
    ModelState initial = TorchInitializer.initialState(trainingCase);
    try (Session session =
        Variant.correct().open(trainingCase, initial, Precision.FLOAT64, Rounding.exact())) {
      session.step();
      session.step();
      return session.state();
    }
  }
}
