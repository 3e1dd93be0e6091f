package dev.lockstep.verification;

import java.util.function.Function;

/**
 * One part of a verification, which fails alone.
 *
 * @param <T> what it makes
 */
sealed interface Part<T> {

  /** What the function of the value gives, or that of the reason why there is none. */
  <R> R map(Function<T, R> ofMade, Function<String, R> ofMissing);

  /**
   * It was made.
   *
   * @param value what was made
   */
  record Made<T>(T value) implements Part<T> {
    @Override
    public <R> R map(Function<T, R> ofMade, Function<String, R> ofMissing) {
      return ofMade.apply(value);
    }
  }

  /**
   * It could not be made.
   *
   * @param reason one line
   */
  record Missing<T>(String reason) implements Part<T> {
    @Override
    public <R> R map(Function<T, R> ofMade, Function<String, R> ofMissing) {
      return ofMissing.apply(reason);
    }
  }

  /** What was made, or something else made of the reason. */
  default T orElse(Function<String, T> otherwise) {
    return map(Function.identity(), otherwise);
  }

  /** The same with something else made of the value. */
  default <R> Part<R> map(Function<T, R> change) {
    return map(value -> new Made<>(change.apply(value)), Missing::new);
  }
}
