package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.Values;

/**
 * What one pass over a tensor tells of its contents.
 *
 * @param unordered the sum of its numbers' hashes: equal for the same numbers in any order
 * @param ordered equal for the same numbers in the same order
 * @param constant whether all its numbers are the same
 * @param total the sum of its numbers
 * @param magnitude the sum of their magnitudes
 */
record Summary(long unordered, long ordered, boolean constant, double total, double magnitude) {
  static final int CHUNK = 1 << 14;

  static Summary of(Values values) {
    long elements = values.shape().elements();
    double[] chunk = new double[(int) Math.min(CHUNK, elements)];
    long unordered = 0;
    long ordered = 0;
    boolean constant = true;
    double first = elements == 0 ? 0 : values.at(0);
    double total = 0;
    double magnitude = 0;
    for (long from = 0; from < elements; from += chunk.length) {
      int count = (int) Math.min(chunk.length, elements - from);
      values.read(from, chunk, count);
      for (int i = 0; i < count; i++) {
        long hash = Hash.of(chunk[i]);
        unordered += hash;
        ordered += Hash.of(from + i, hash);
        constant &= chunk[i] == first;
        total += chunk[i];
        magnitude += Math.abs(chunk[i]);
      }
    }
    return new Summary(unordered, ordered, constant, total, magnitude);
  }
}
