package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.CaseArbitraries;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Neither the vocabulary's nor the hidden units' order means anything. A permuted training adds up
 * in another order, so its numbers may differ by as much as rounding in float64 may move them.
 */
class PermutationProperties {

  @Provide
  Arbitrary<TrainingCase> cases() {
    return CaseArbitraries.cases();
  }

  @Property(tries = 100, seed = "43052")
  void permutingTheVocabularyPermutesTheTraining(
      @ForAll("cases") TrainingCase trainingCase, @ForAll Random random) {
    assertPermuted(
        trainingCase,
        new Permutation(
            shuffled(trainingCase.task().vocabularySize(), random),
            Permutation.identity(trainingCase.hidden())));
  }

  @Property(tries = 100, seed = "43052")
  void permutingTheHiddenUnitsPermutesTheTraining(
      @ForAll("cases") TrainingCase trainingCase, @ForAll Random random) {
    assertPermuted(
        trainingCase,
        new Permutation(
            Permutation.identity(trainingCase.task().vocabularySize()),
            shuffled(trainingCase.hidden(), random)));
  }

  private static void assertPermuted(TrainingCase trainingCase, Permutation permutation) {
    ModelState start = TorchInitializer.initialState(trainingCase);
    Envelope envelope = Envelope.of(trainingCase, new NoiseModel(Precision.FLOAT64, 4), 1);
    List<StepRecord> actual =
        train(permutation.of(trainingCase), permutation.of(start), permutation.inverse());
    TrainingResult comparison = envelope.drift(actual);
    long bounded =
        envelope.bounds().stream().takeWhile(StepBounds.Bounded.class::isInstance).count();
    assertEquals(bounded, comparison.steps().size());
    assertEquals(Optional.empty(), comparison.divergence());
  }

  /** A training whose records are put back in the original order. */
  private static List<StepRecord> train(
      TrainingCase permutedCase, ModelState permutedStart, Permutation back) {
    List<StepRecord> records = new ArrayList<>();
    try (Session session =
        Variant.correct().open(permutedCase, permutedStart, Precision.FLOAT64, Rounding.exact())) {
      for (int epoch = 1; epoch <= permutedCase.epochs(); epoch++) {
        records.add(back.of(session.step()));
      }
    }
    return records;
  }

  private static List<Integer> shuffled(int size, Random random) {
    List<Integer> order = new ArrayList<>(Permutation.identity(size));
    Collections.shuffle(order, random);
    return order;
  }
}
