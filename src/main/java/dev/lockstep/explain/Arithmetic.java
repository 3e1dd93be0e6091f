package dev.lockstep.explain;

import dev.lockstep.tensor.ElementType;

/**
 * How coarsely an optimizer computes.
 *
 * @param unit the largest relative error that one operation is granted: a unit in the last place,
 *     twice what rounding to nearest needs, so that another order of the same operations is covered
 * @param tiny the smallest normal number: what an operation may lose absolutely, where subnormal
 *     results are flushed to zero
 */
record Arithmetic(double unit, double tiny) {

  /**
   * The arithmetic of a floating-point type.
   *
   * @throws IllegalArgumentException if it is a type of integers
   */
  static Arithmetic of(ElementType type) {
    if (!type.isFloating()) {
      throw new IllegalArgumentException("no arithmetic of " + type.label());
    }
    double tiny =
        switch (type) {
          case F64 -> Double.MIN_NORMAL;
          case F16 -> 0x1p-14;
          default -> Float.MIN_NORMAL;
        };
    return new Arithmetic(type.unitInLastPlace(1), tiny);
  }
}
