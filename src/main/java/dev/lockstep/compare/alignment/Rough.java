package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.List;

/**
 * A tensor that was found to be a sum, shown beside what it is the sum of: where the two agree as
 * well as rounding allows, it shows the other's number. Start values must be equal, and a sum that
 * was rounded elsewhere is equal as far as anybody can tell.
 */
final class Rough implements Values {
  private final Values values;
  private final Values other;
  private final List<Values> addends;
  private final ElementType type;

  /**
   * @param values a tensor or the sum of some
   * @param other what it should be, of the same shape
   * @param addends of whichever of the two is a sum
   */
  Rough(Values values, Values other, List<Values> addends) {
    this.values = values;
    this.other = other;
    this.addends = List.copyOf(addends);
    this.type = Rounded.coarser(values.type(), other.type());
  }

  @Override
  public ElementType type() {
    return type;
  }

  @Override
  public Shape shape() {
    return values.shape();
  }

  @Override
  public void read(long from, double[] into, int count) {
    values.read(from, into, count);
    double[] others = new double[count];
    other.read(from, others, count);
    double[] units = new double[count];
    double[] addend = new double[count];
    for (Values one : addends) {
      one.read(from, addend, count);
      for (int i = 0; i < count; i++) {
        units[i] += type.unitInLastPlace(addend[i]);
      }
    }
    for (int i = 0; i < count; i++) {
      double allowed = (units[i] + type.unitInLastPlace(others[i])) / 2;
      if (Math.abs(into[i] - others[i]) <= allowed) {
        into[i] = others[i];
      }
    }
  }
}
