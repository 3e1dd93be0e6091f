package dev.lockstep.backend.reference;

/**
 * What exp, log, tanh and the logistic function give where a library computes them less accurately
 * than to a rounding: numbers of coarser grids.
 */
final class ElementaryFunctions {
  /** Functions that are rounded and no more. */
  static final ElementaryFunctions ROUNDED = new ElementaryFunctions(0, 0);

  private final double splitter;
  private final double tanhSteps;

  private ElementaryFunctions(double splitter, double tanhSteps) {
    this.splitter = splitter;
    this.tanhSteps = tanhSteps;
  }

  /**
   * Functions with errors.
   *
   * @param bits the significant bits of the format
   * @param relativeError the largest of any function, in units of the roundoff, 1 or more
   * @param errorOfTanh the largest absolute error that tanh makes besides, in units of the roundoff
   */
  static ElementaryFunctions erring(int bits, double relativeError, double errorOfTanh) {
    return new ElementaryFunctions(
        relativeError == 1 ? 0 : Grid.splitter(bits - log2(relativeError)),
        errorOfTanh == 0 ? 0 : Math.scalb(0.5 / errorOfTanh, bits));
  }

  /** What a library gives for a function's result, before it is stored. */
  double of(double result, Grid grid) {
    return splitter == 0 ? result : grid.nearestOfFewer(result, splitter);
  }

  /** The hyperbolic tangent of a number, before it is stored. */
  double tanh(double x, Grid grid) {
    double result = Math.tanh(x);
    return of(tanhSteps == 0 || x == 0 ? result : grid.nearestOfEven(result, tanhSteps), grid);
  }

  /** The next whole number above the binary logarithm. */
  private static int log2(double number) {
    return Math.getExponent(Math.nextDown(number)) + 1;
  }
}
