package dev.lockstep.explain.cause;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.BitSet;

/**
 * A tensor with some rows zero.
 *
 * @param of the tensor
 * @param width how many elements a row has
 * @param zeros the rows that are zero
 */
record RowMask(Values of, long width, BitSet zeros) implements Values {

  @Override
  public ElementType type() {
    return of.type();
  }

  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public void read(long from, double[] into, int count) {
    of.read(from, into, count);
    for (int i = 0; i < count; i++) {
      if (zeros.get((int) ((from + i) / width))) {
        into[i] = 0;
      }
    }
  }
}
