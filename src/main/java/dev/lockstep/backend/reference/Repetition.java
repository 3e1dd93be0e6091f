package dev.lockstep.backend.reference;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Where a sequence says the same again. When a text repeats, so do the states of a trained cell,
 * soon to the last bit; a step whose operands are, bit by bit, those of the step one period away
 * has that step's results, and copying them gives what computing them would.
 *
 * <p>A matrix of T rows here is one array, row after row.
 */
final class Repetition {
  private final int period;

  private Repetition(int period) {
    this.period = period;
  }

  /**
   * The repetition of a sequence: the smallest period, by the prefix function of Knuth, Morris and
   * Pratt. A sequence that never repeats has its own length as the period.
   */
  static Repetition of(int[] sequence) {
    int[] border = new int[sequence.length + 1];
    int length = 0;
    for (int i = 1; i < sequence.length; i++) {
      while (length > 0 && sequence[i] != sequence[length]) {
        length = border[length];
      }
      length += sequence[i] == sequence[length] ? 1 : 0;
      border[i + 1] = length;
    }
    return new Repetition(sequence.length - border[sequence.length]);
  }

  /** After how many elements the same ones come again. */
  int period() {
    return period;
  }

  /**
   * Which rows have the bits of the one a period before.
   *
   * @param rows row-major, of any number of rows
   * @param width the length of a row
   */
  boolean[] repeated(double[] rows, int width) {
    return repeated(rows, width, 0);
  }

  /**
   * The same for the rows from one on.
   *
   * @param first the row that counts as the first
   */
  boolean[] repeated(double[] rows, int width, int first) {
    int count = rows.length / width - first;
    boolean[] repeated = new boolean[count];
    int end = rows.length;
    int row = period;
    while (row < count) {
      int start = (first + row) * width;
      int before = start - period * width;
      int same = Arrays.mismatch(rows, start, end, rows, before, end - period * width);
      int different = same < 0 ? count : row + same / width;
      Arrays.fill(repeated, row, different, true);
      row = different + 1;
    }
    return repeated;
  }

  /**
   * Fills rows one after the other: computes each, or copies the one a period before where that
   * came of the same numbers.
   *
   * @param rows row-major
   * @param width the length of a row
   * @param repeated for each row whether it comes of the numbers of the one a period before
   * @param compute makes the row of that number
   */
  void fill(double[] rows, int width, boolean[] repeated, IntConsumer compute) {
    for (int row = 0; row < rows.length / width; row++) {
      if (repeated[row]) {
        System.arraycopy(rows, (row - period) * width, rows, row * width, width);
      } else {
        compute.accept(row);
      }
    }
  }
}
