package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.List;

/** The element by element sum of tensors of one shape, in float64. */
final class SumValues implements Values {
  private final List<Values> addends;

  /**
   * @param addends one or more
   */
  SumValues(List<Values> addends) {
    this.addends = List.copyOf(addends);
  }

  /** The coarsest of the addends' types: their sum is known no better. */
  @Override
  public ElementType type() {
    return addends.stream().map(Values::type).reduce(Rounded::coarser).orElseThrow();
  }

  @Override
  public Shape shape() {
    return addends.get(0).shape();
  }

  @Override
  public void read(long from, double[] into, int count) {
    addends.get(0).read(from, into, count);
    double[] more = new double[count];
    for (Values addend : addends.subList(1, addends.size())) {
      addend.read(from, more, count);
      for (int i = 0; i < count; i++) {
        into[i] += more[i];
      }
    }
  }
}
