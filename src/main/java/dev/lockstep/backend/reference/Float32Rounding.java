package dev.lockstep.backend.reference;

/** Rounds every result to the nearest float32. */
enum Float32Rounding implements Rounding {
  INSTANCE;

  @Override
  public double of(double result) {
    return (float) result;
  }
}
