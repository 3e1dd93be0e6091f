package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.explain.Decimal;
import dev.lockstep.tensor.Values;
import java.math.BigDecimal;
import java.math.MathContext;

/** Reads tensors piece by piece, and writes numbers as people do. */
final class Numbers {
  /** How many elements are read at a time. */
  static final int PIECE = 8192;

  private static final int MOST_DIGITS = 17;

  private Numbers() {}

  /** Is given the elements of a pair a piece at a time. */
  interface PairReader {
    /** The first {@code count} places hold the elements from a flat index on. */
    void read(long from, TensorPair.Piece piece, int count);
  }

  static void forEach(TensorPair pair, PairReader reader) {
    TensorPair.Piece piece = new TensorPair.Piece(PIECE);
    long elements = Math.min(pair.expected().shape().elements(), pair.actual().shape().elements());
    for (long from = 0; from < elements; from += PIECE) {
      int count = (int) Math.min(PIECE, elements - from);
      pair.read(from, piece, count);
      reader.read(from, piece, count);
    }
  }

  /** The sum of the squares. */
  static double squares(Values values) {
    double[] piece = new double[PIECE];
    double sum = 0;
    long elements = values.shape().elements();
    for (long from = 0; from < elements; from += PIECE) {
      int count = (int) Math.min(PIECE, elements - from);
      values.read(from, piece, count);
      for (int i = 0; i < count; i++) {
        sum += piece[i] * piece[i];
      }
    }
    return sum;
  }

  static boolean isZero(Values values) {
    return values.shape().elements() > 0 && squares(values) == 0;
  }

  /** The number of fewest decimal digits between two, itself between them. */
  static double shortest(double low, double high) {
    double middle = low + (high - low) / 2;
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      double rounded = new BigDecimal(middle).round(new MathContext(digits)).doubleValue();
      if (rounded >= low && rounded <= high) {
        return rounded;
      }
    }
    return middle;
  }

  /** With at most six digits. */
  static String text(double value) {
    return Double.isFinite(value)
        ? Decimal.text(new BigDecimal(value).round(new MathContext(6)).doubleValue())
        : Decimal.text(value);
  }
}
