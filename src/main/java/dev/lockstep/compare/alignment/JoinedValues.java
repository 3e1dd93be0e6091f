package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.List;

/** Several tensors put together along one axis, in segments; all other extents are the same. */
final class JoinedValues implements Values {

  private final List<Values> parts;
  private final Seam seam;

  /**
   * @param parts of the shapes that the seam says
   */
  JoinedValues(List<Values> parts, Seam seam) {
    this.parts = List.copyOf(parts);
    this.seam = seam;
  }

  @Override
  public ElementType type() {
    return parts.stream().map(Values::type).reduce(Rounded::coarser).orElseThrow();
  }

  @Override
  public Shape shape() {
    return seam.whole();
  }

  @Override
  public void read(long from, double[] into, int count) {
    if (from < 0 || count > into.length || from + count > seam.whole().elements()) {
      throw new IndexOutOfBoundsException(count + " elements from " + from + " of " + seam.whole());
    }
    double[] run = new double[count];
    for (int done = 0; done < count; ) {
      Seam.Piece piece = seam.piece(from + done);
      int length = (int) Math.min(piece.left(), count - done);
      parts.get(piece.part()).read(piece.flat(), run, length);
      System.arraycopy(run, 0, into, done, length);
      done += length;
    }
  }
}
