package dev.lockstep.explain.cause;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** The laws of {@link CauseProperties} on hundreds of changes, new ones in every build. */
@Tag("long")
class LongCauseProperties {

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void aScaledClippedStaleOrFrozenCopyGetsItsOwnCause(
      @ForAll @IntRange(max = 1000) int choice, @ForAll @IntRange(min = 2, max = 90) int percent) {
    CauseProperties.changesGetTheirCause(choice, percent);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void theCleanNeverGetsACause(@ForAll Random random) {
    CauseProperties.noiseHasNoCause(random);
  }
}
