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

  @Property(tries = 240, seed = "43052")
  void everyLawHolds(
      @ForAll Law law,
      @ForAll("cases") TrainingCase trainingCase,
      @ForAll("backends") String backend,
      @ForAll Precision precision,
      @ForAll Random random) {
    law.hold(trainingCase, backend, precision, random);
  }
}
