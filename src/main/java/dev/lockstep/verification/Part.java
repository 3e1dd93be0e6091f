package dev.lockstep.verification;

import java.util.function.Function;

/**
 * One part of a verification, which fails alone.
 *
 * @param <T> what it makes
 */
sealed interface Part<T> {

  /**
   * It was made.
   *
   * @param value what was made
   */
  record Made<T>(T value) implements Part<T> {}

  /**
   * It could not be made.
   *
   * @param reason one line
   */
  record Missing<T>(String reason) implements Part<T> {}

  /** What was made, or something else made of the reason. */
  default T orElse(Function<String, T> otherwise) {
    return this instanceof Made<T> made
        ? made.value()
        : otherwise.apply(((Missing<T>) this).reason());
  }

  /** The same with something else made of the value. */
  default <R> Part<R> map(Function<T, R> change) {
    return this instanceof Made<T> made
        ? new Made<>(change.apply(made.value()))
        : new Missing<>(((Missing<T>) this).reason());
  }
}
