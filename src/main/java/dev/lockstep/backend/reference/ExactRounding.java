package dev.lockstep.backend.reference;

/** Stores every result as the float64 that it is. */
enum ExactRounding implements Rounding {
  INSTANCE;

  @Override
  public double of(double result) {
    return result;
  }
}
