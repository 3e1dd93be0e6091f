package dev.lockstep.backend.reference;

import java.util.Arrays;

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
   * Whether a row has the bits of the one a period before.
   *
   * @param rows row-major, of any number of rows
   * @param width the length of a row
   * @param row from 0; rows of the first period repeat nothing
   */
  boolean repeats(double[] rows, int width, int row) {
    return row >= period
        && Arrays.equals(
            rows,
            row * width,
            (row + 1) * width,
            rows,
            (row - period) * width,
            (row - period + 1) * width);
  }

  /**
   * Which rows have the bits of the one a period before.
   *
   * @param rows row-major, of any number of rows
   * @param width the length of a row
   */
  boolean[] repeated(double[] rows, int width) {
    int count = rows.length / width;
    boolean[] repeated = new boolean[count];
    int row = period;
    while (row < count) {
      int end = rows.length;
      int same =
          Arrays.mismatch(
              rows, row * width, end, rows, (row - period) * width, end - period * width);
      int different = same < 0 ? count : row + same / width;
      Arrays.fill(repeated, row, different, true);
      row = different + 1;
    }
    return repeated;
  }

  /**
   * Whether a step of a backward pass starts from the numbers of the step a period later.
   *
   * @param t the step
   * @param settled from which step on the forward pass repeated
   * @param gradientRepeated which rows of the gradient by the hidden states are {@link #repeated}
   * @param carried what each step was handed by the next, [T + 1, width], the step's in row t + 1
   * @param width of a row of carried
   */
  boolean comesAgain(int t, int settled, boolean[] gradientRepeated, double[] carried, int width) {
    int later = t + period;
    return later >= settled
        && later < gradientRepeated.length
        && gradientRepeated[later]
        && repeats(carried, width, later + 1);
  }

  /** Makes a row the one a period before. */
  void copyEarlier(double[] rows, int width, int row) {
    System.arraycopy(rows, (row - period) * width, rows, row * width, width);
  }

  /** Makes a row the one a period after. */
  void copyLater(double[] rows, int width, int row) {
    System.arraycopy(rows, (row + period) * width, rows, row * width, width);
  }
}
