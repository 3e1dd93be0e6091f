package dev.lockstep.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Hands a recording to a test: on a parameter of a test method, or a field that is not static, of
 * type {@link GoldenRecording}. The test runs its own training and gives what it computed to {@link
 * GoldenRecording#check}; when it is over, all of it is compared as {@code compare} does, and the
 * report is written to {@code lockstep-report/CLASS.METHOD} in Maven's or Gradle's folder of
 * outputs.
 *
 * <p>A test that is DIVERGENT fails with the first divergence, the counts, the likely causes and
 * the report's path. One that checked nothing fails. One that is INCONCLUSIVE, because rounding
 * alone may decide or nothing says how far it goes, is neither right nor wrong: it is aborted with
 * the reason, which JUnit and Maven show as skipped. A test that fails by itself is not judged.
 */
@Documented
@ExtendWith(GoldenExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD})
public @interface Golden {

  /** The recording's folder, from the directory that the tests run in. */
  String value();

  /**
   * Tensors to leave out, by name with or without the kind; {@code *} stands for any characters,
   * {@code ?} for one. What the golden holds of a kind that the test checks, and the test does not
   * check, is a mismatch unless it is left out.
   */
  String[] ignore() default {};
}
