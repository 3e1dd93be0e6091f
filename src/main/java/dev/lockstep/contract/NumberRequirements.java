package dev.lockstep.contract;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.List;

/** What one step computes from a given state: the reference's numbers, but for rounding. */
final class NumberRequirements {
  private static final String WIDE = "qwertyuiopasdfghjklzxcvbnmQWERTYUIOP";

  private NumberRequirements() {}

  static List<Requirement> all() {
    return List.of(
        new Requirement(
            "the first epoch is the reference's",
            subject -> {
              agrees(subject, subject.trainingCase(Subject.ADAM), 0);
              agrees(subject, subject.trainingCase(Subject.SGD), 0);
            }),
        new Requirement(
            "a later epoch is the reference's from the same state",
            subject -> {
              agrees(subject, subject.trainingCase(Subject.ADAM), 3);
              agrees(subject, subject.trainingCase(Subject.SGD), 3);
            }),
        new Requirement(
            "the smallest model on the shortest text gives the reference's epoch",
            subject -> {
              agrees(subject, small(subject, Subject.SGD), 0);
              agrees(subject, small(subject, Subject.ADAM), 1);
            }),
        new Requirement(
            "a text of one step gives the reference's epoch",
            subject -> agrees(subject, subject.trainingCase(5, "cb", "abcd", Subject.ADAM, 1), 0)),
        new Requirement(
            "one hidden unit gives the reference's epoch",
            subject ->
                agrees(subject, subject.trainingCase(1, "abcabca", "abc", Subject.ADAM, 1), 2)),
        new Requirement(
            "a vocabulary much larger than the text gives the reference's epoch",
            subject ->
                agrees(subject, subject.trainingCase(2, "azbzaz", WIDE, Subject.ADAM, 1), 1)),
        new Requirement(
            "a character that the text lacks has no input gradient", NumberRequirements::lacking));
  }

  private static TrainingCase small(Subject subject, OptimizerSpec optimizer) {
    return subject.trainingCase(1, "ab", "ba", optimizer, 1);
  }

  private static void agrees(Subject subject, TrainingCase trainingCase, int epochsBefore) {
    try (Session session = subject.open(trainingCase);
        LocalEnvelope envelope =
            new LocalEnvelope(trainingCase, Variant.correct(), subject.noise(), 1)) {
      for (int epoch = 1; epoch <= epochsBefore; epoch++) {
        session.step();
      }
      LocalEnvelope.Expectation expected = envelope.from(session.state());
      Expect.within(expected, session.step());
    }
  }

  private static void lacking(Subject subject) {
    int lacking = 2;
    StepRecord record = subject.train(subject.trainingCase(Subject.ADAM)).get(1);
    Tensor gradient = record.get(TensorName.of(Kind.GRADIENT, ParameterLayout.WEIGHT_IH));
    for (int row = 0; row < gradient.shape().rows(); row++) {
      Expect.that(
          gradient.get(row, lacking) == 0,
          "row " + row + ": found " + gradient.get(row, lacking) + "; expected 0");
    }
  }
}
