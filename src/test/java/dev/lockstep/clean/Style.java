package dev.lockstep.clean;

import dev.lockstep.clean.Summation.Accumulator;
import dev.lockstep.clean.Summation.Order;
import java.util.List;

/**
 * Where one right float32 implementation differs from another.
 *
 * @param name of the implementation
 * @param summation how every sum of products is added up, over units as over steps
 * @param functions exp, tanh and the logistic function
 * @param formulas how the rest is written down
 * @param softmax whether a row's largest logit is taken off first
 * @param flushes whether numbers below the normal range become zero
 */
record Style(
    String name,
    Summation summation,
    Functions functions,
    Formulas formulas,
    Softmax softmax,
    boolean flushes) {

  /** Formulas that are the same in real numbers. */
  enum Formulas {
    /**
     * {@code (W_ih x + b_ih) + (W_hh h + b_hh)}, each step's loss gradient divided by T, {@code p
     * -= lr' · m / (sqrt(v) / c + eps)}; gates one block after the other.
     */
    PYTORCH,
    /**
     * One product of {@code [W_ih W_hh]} with {@code [x; h]} and the sum of the biases, gradients
     * divided by T at the end, {@code p -= lr · (m / c1) / (sqrt(v / c2) + eps)}; the gates of a
     * unit one beside the other.
     */
    INTERLEAVED,
    /**
     * {@code ((b_ih + b_hh) + W_hh h) + W_ih x}, each step's loss gradient multiplied by {@code
     * 1/T}, moments as {@code m += (1 - b)(g - m)}; the units in descending order.
     */
    TRANSPOSED
  }

  /** How a softmax and its logarithm are computed. */
  enum Softmax {
    /** {@code exp(z - max) / sum}, {@code log(sum) - (z - max)}. */
    SHIFTED,
    /** {@code exp(z) / sum}, {@code log(sum) - z}: right as long as nothing overflows. */
    PLAIN
  }

  /** A style that is PyTorch's but for the sums. */
  static Style summing(String name, Order order, Accumulator accumulator, boolean fused) {
    return new Style(
        name,
        new Summation(order, accumulator, fused),
        Functions.ROUNDED,
        Formulas.PYTORCH,
        Softmax.SHIFTED,
        false);
  }

  private Style with(String newName, Functions other) {
    return new Style(newName, summation, other, formulas, softmax, flushes);
  }

  private Style with(String newName, Formulas other) {
    return new Style(newName, summation, functions, other, softmax, flushes);
  }

  private Style unshifted(String newName) {
    return new Style(newName, summation, functions, formulas, Softmax.PLAIN, flushes);
  }

  private Style flushing(String newName) {
    return new Style(newName, summation, functions, formulas, softmax, true);
  }

  /** Adds 999 steps up from the first to the last. */
  static Style ascending() {
    return summing("ascending", Order.ASCENDING, Accumulator.FLOAT, false);
  }

  /** All of them. */
  static List<Style> all() {
    Style ascending = ascending();
    Style fused = summing("ascending fused", Order.ASCENDING, Accumulator.FLOAT, true);
    Style descending = summing("descending", Order.DESCENDING, Accumulator.FLOAT, false);
    Style lanes = summing("lanes of 8", Order.LANES_8, Accumulator.FLOAT, false);
    return List.of(
        ascending,
        fused,
        descending,
        summing("descending fused", Order.DESCENDING, Accumulator.FLOAT, true),
        summing("pairwise", Order.PAIRWISE, Accumulator.FLOAT, false),
        summing("lanes of 4", Order.LANES_4, Accumulator.FLOAT, false),
        lanes,
        summing("lanes of 16, fused", Order.LANES_16, Accumulator.FLOAT, true),
        summing("blocks of 64", Order.BLOCKS, Accumulator.FLOAT, false),
        summing("float64 sums", Order.ASCENDING, Accumulator.DOUBLE, false),
        summing("Kahan", Order.ASCENDING, Accumulator.KAHAN, false),
        ascending.with("ascending interleaved", Formulas.INTERLEAVED),
        ascending.with("ascending transposed", Formulas.TRANSPOSED),
        descending.with("descending interleaved", Formulas.INTERLEAVED),
        lanes.with("lanes of 8 transposed", Formulas.TRANSPOSED),
        ascending.unshifted("ascending, softmax unshifted"),
        descending
            .with("descending interleaved", Formulas.INTERLEAVED)
            .unshifted("descending interleaved, softmax unshifted"),
        ascending.flushing("ascending flushed"),
        lanes
            .with("lanes of 8 interleaved", Formulas.INTERLEAVED)
            .flushing("lanes of 8 interleaved flushed"),
        ascending.with("ascending, polynomial exp", Functions.POLYNOMIAL),
        lanes.with("lanes of 8, polynomial exp", Functions.POLYNOMIAL),
        fused.with("ascending fused, expm1", Functions.EXPM1),
        descending.with("descending, tanh by logistic", Functions.TANH_BY_LOGISTIC),
        ascending
            .with("", Formulas.INTERLEAVED)
            .with("", Functions.POLYNOMIAL)
            .flushing("")
            .unshifted("ascending interleaved, polynomial exp, flushed, unshifted"));
  }

  @Override
  public String toString() {
    return name;
  }
}
