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
import net.jqwik.api.Tag;

/** The laws on 10,000 cases, new ones in every build; jqwik reports the seeds. */
@Tag("long")
class LongBackendProperties {

  @Provide
  Arbitrary<TrainingCase> cases() {
    return CaseArbitraries.cases();
  }

  @Provide
  Arbitrary<String> backends() {
    return Arbitraries.of("djl-sequence", "djl-cell", "nd4j", "reference");
  }

  @Property(tries = 10_000)
  void everyLawHolds(
      @ForAll Law law,
      @ForAll("cases") TrainingCase trainingCase,
      @ForAll("backends") String backend,
      @ForAll Precision precision,
      @ForAll Random random) {
    law.hold(trainingCase, backend, precision, random);
  }
}
