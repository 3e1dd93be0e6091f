package dev.lockstep.compare.alignment;

/** Hashes of numbers whose sums tell collections of numbers apart, whatever their order. */
final class Hash {
  private Hash() {}

  /** The hash of a number; both zeros have the same, and all NaN. */
  static long of(double number) {
    return mixed(Double.doubleToLongBits(number + 0.0));
  }

  /** The hash of a number at a place. */
  static long of(long place, long hash) {
    return mixed(hash + place * 0x9E3779B97F4A7C15L);
  }

  /**
   * SplitMix64's finalizer (Steele, Lea, Flood: Fast splittable pseudorandom number generators).
   */
  private static long mixed(long bits) {
    long z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
