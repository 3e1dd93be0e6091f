package dev.lockstep.property;

import dev.lockstep.cases.CaseArbitraries;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.tensor.Precision;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws on 240 cases, the same in every build. */
class BackendProperties {

  @Provide
  Arbitrary<TrainingCase> cases() {
    return CaseArbitraries.cases();
  }

  @Provide
  Arbitrary<String> backends() {
    return Arbitraries.of("djl-sequence", "djl-cell", "nd4j", "reference");
  }

  @Property(tries = 80, seed = "43052")
  void everyBackendIsInLockstepWithTheReference(
      @ForAll("cases") TrainingCase trainingCase,
      @ForAll("backends") String backend,
      @ForAll Precision precision) {
    Laws.isInLockstep(trainingCase, backend, precision);
  }

  @Property(tries = 40, seed = "43053")
  void aWholeSequenceEqualsItsStepsOneByOne(
      @ForAll("cases") TrainingCase trainingCase, @ForAll Precision precision) {
    Laws.wholeSequenceEqualsStepByStep(trainingCase, precision);
  }

  @Property(tries = 40, seed = "43054")
  void djlEqualsNd4j(@ForAll("cases") TrainingCase trainingCase, @ForAll Precision precision) {
    Laws.djlEqualsNd4j(trainingCase, precision);
  }

  @Property(tries = 40, seed = "43055")
  void permutingVocabularyAndHiddenUnitsPermutesTheResults(
      @ForAll("cases") TrainingCase trainingCase,
      @ForAll("backends") String backend,
      @ForAll Precision precision,
      @ForAll Random random) {
    Laws.permutingPermutes(trainingCase, backend, precision, random);
  }

  @Property(tries = 40, seed = "43056")
  void carryingTheStateOverASplitChangesNothing(
      @ForAll("cases") TrainingCase trainingCase, @ForAll Random random) {
    Laws.carryingTheStateOverASplitChangesNothing(trainingCase, random);
  }
}
