package dev.lockstep.clean;

/**
 * How the products of a dot product are added up.
 *
 * @param order in which order
 * @param accumulator in what the running sums are kept
 * @param fused whether a product and its addition are rounded once
 */
record Summation(Order order, Accumulator accumulator, boolean fused) {
  private static final int BLOCK = 64;

  /** The orders that libraries use. */
  enum Order {
    /** From the first to the last. */
    ASCENDING,
    /** From the last to the first. */
    DESCENDING,
    /** Half and half, down to single products. */
    PAIRWISE,
    /** Each product to one of four running sums, in turn. */
    LANES_4,
    /** The same with eight. */
    LANES_8,
    /** The same with sixteen. */
    LANES_16,
    /** Blocks of 64 in ascending order, then the sums of the blocks. */
    BLOCKS
  }

  /** What a running sum is kept in. */
  enum Accumulator {
    /** float32. */
    FLOAT,
    /** float64, rounded to float32 at the end. */
    DOUBLE,
    /** float32 with the running error beside it, as Kahan adds. */
    KAHAN
  }

  /**
   * The sum of {@code a[i] b[i]} over n products.
   *
   * @param a is read from {@code aStart}, every {@code aStride} elements
   * @param b is read from {@code bStart}, every {@code bStride} elements
   */
  float dot(int n, float[] a, int aStart, int aStride, float[] b, int bStart, int bStride) {
    Products products = new Products(a, aStart, aStride, b, bStart, bStride);
    double sum =
        switch (order) {
          case ASCENDING -> run(products, 0, 1, n);
          case DESCENDING -> run(products, n - 1, -1, n);
          case PAIRWISE -> pairwise(products, 0, n);
          case LANES_4 -> lanes(products, 4, n);
          case LANES_8 -> lanes(products, 8, n);
          case LANES_16 -> lanes(products, 16, n);
          case BLOCKS -> blocks(products, n);
        };
    return (float) sum;
  }

  private double pairwise(Products products, int from, int to) {
    if (to - from <= 1) {
      return run(products, from, 1, to - from);
    }
    int middle = (from + to) >>> 1;
    return plus(pairwise(products, from, middle), pairwise(products, middle, to));
  }

  private double lanes(Products products, int count, int n) {
    double sum = 0;
    for (int lane = 0; lane < Math.min(count, n); lane++) {
      sum = plus(sum, run(products, lane, count, (n - lane + count - 1) / count));
    }
    return sum;
  }

  private double blocks(Products products, int n) {
    double sum = 0;
    for (int from = 0; from < n; from += BLOCK) {
      sum = plus(sum, run(products, from, 1, Math.min(BLOCK, n - from)));
    }
    return sum;
  }

  private double plus(double a, double b) {
    return accumulator == Accumulator.DOUBLE ? a + b : (float) a + (float) b;
  }

  /** The running sum of {@code count} products from one on, {@code step} apart. */
  private double run(Products p, int from, int step, int count) {
    return switch (accumulator) {
      case FLOAT -> fused ? p.fused(from, step, count) : p.plain(from, step, count);
      case DOUBLE -> p.wide(from, step, count);
      case KAHAN -> p.compensated(from, step, count);
    };
  }

  private record Products(float[] a, int aStart, int aStride, float[] b, int bStart, int bStride) {

    float plain(int from, int step, int count) {
      float sum = 0;
      int i = from;
      for (int k = 0; k < count; k++, i += step) {
        sum += a[aStart + i * aStride] * b[bStart + i * bStride];
      }
      return sum;
    }

    float fused(int from, int step, int count) {
      float sum = 0;
      int i = from;
      for (int k = 0; k < count; k++, i += step) {
        sum = Math.fma(a[aStart + i * aStride], b[bStart + i * bStride], sum);
      }
      return sum;
    }

    double wide(int from, int step, int count) {
      double sum = 0;
      int i = from;
      for (int k = 0; k < count; k++, i += step) {
        sum += (double) a[aStart + i * aStride] * b[bStart + i * bStride];
      }
      return sum;
    }

    float compensated(int from, int step, int count) {
      float sum = 0;
      float lost = 0;
      int i = from;
      for (int k = 0; k < count; k++, i += step) {
        float addend = a[aStart + i * aStride] * b[bStart + i * bStride] - lost;
        float next = sum + addend;
        lost = next - sum - addend;
        sum = next;
      }
      return sum;
    }
  }
}
