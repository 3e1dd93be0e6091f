package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;

/** A tensor as a coarser type would hold it. */
final class Rounded implements Values {
  private final Values source;
  private final ElementType type;

  private Rounded(Values source, ElementType type) {
    this.source = source;
    this.type = type;
  }

  /** The values rounded to a type, or as they are if their own is no finer. */
  static Values to(ElementType type, Values values) {
    return type.isCoarserThan(values.type()) ? new Rounded(values, type) : values;
  }

  /** The coarser of two types; of two that hold integers the first. */
  static ElementType coarser(ElementType one, ElementType other) {
    return other.isCoarserThan(one) ? other : one;
  }

  @Override
  public ElementType type() {
    return type;
  }

  @Override
  public Shape shape() {
    return source.shape();
  }

  @Override
  public void read(long from, double[] into, int count) {
    source.read(from, into, count);
    for (int i = 0; i < count; i++) {
      into[i] = type.round(into[i]);
    }
  }
}
