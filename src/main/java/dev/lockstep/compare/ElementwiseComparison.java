package dev.lockstep.compare;

import dev.lockstep.compare.TensorResult.Standing;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Compares a tensor with the expected one, element by element, on all processors. The result does
 * not depend on how many there are.
 */
public final class ElementwiseComparison {
  private static final long PIECE = 1 << 20;

  private ElementwiseComparison() {}

  /**
   * Compares two tensors. A single number passes for a tensor of one element; of tensors that
   * differ in their outermost extent alone, what both have is compared and the rest are mismatches;
   * of two other shapes everything is.
   *
   * @param expected what it should be
   * @param actual what the implementation computed
   * @param bound how far an element may lie from the expected one
   */
  public static TensorResult of(TensorName name, Values expected, Values actual, Bound bound) {
    Shape shape = expected.shape();
    long elements = shape.elements();
    boolean single = elements == 1 && actual.shape().elements() == 1;
    if (single || shape.equals(actual.shape())) {
      return result(name, shape, tally(expected, actual, bound, elements), elements, 0, "");
    }
    String note = "shape " + actual.shape() + " where " + shape + " is expected";
    long most = Math.max(elements, actual.shape().elements());
    Shape larger = elements == most ? shape : actual.shape();
    long common =
        differInRowsAlone(shape, actual.shape()) ? elements + actual.shape().elements() - most : 0;
    return result(name, larger, tally(expected, actual, bound, common), most, most - common, note);
  }

  /** A tensor that only the expected side has: all of it counts as mismatches. */
  static TensorResult ofMissing(TensorName name, Values expected) {
    double value = expected.shape().elements() == 0 ? Double.NaN : expected.at(0);
    Element element = new Element(0, Double.NaN, value, 0);
    return oneSided(name, expected.shape(), Standing.MISSING, element);
  }

  /** A tensor that only the actual side has: all of it counts as mismatches. */
  static TensorResult ofUnexpected(TensorName name, Values actual) {
    double value = actual.shape().elements() == 0 ? Double.NaN : actual.at(0);
    Element element = new Element(0, value, Double.NaN, 0);
    return oneSided(name, actual.shape(), Standing.UNEXPECTED, element);
  }

  /** A tensor that comes after an undecided decision: nothing is compared. */
  static TensorResult ofUndecided(TensorName name, Values expected) {
    return new TensorResult(
        name,
        expected.shape(),
        Standing.UNDECIDED,
        expected.shape().elements(),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        false,
        "");
  }

  private static TensorResult oneSided(
      TensorName name, Shape shape, Standing standing, Element element) {
    long elements = Math.max(1, shape.elements());
    return new TensorResult(
        name,
        shape,
        standing,
        elements,
        elements,
        elements,
        Optional.of(element),
        Optional.of(element),
        Double.POSITIVE_INFINITY,
        0,
        Optional.empty(),
        Optional.empty(),
        false,
        "");
  }

  private static boolean differInRowsAlone(Shape one, Shape other) {
    return one.rank() == other.rank()
        && one.rank() > 0
        && one.dimensions()
            .subList(1, one.rank())
            .equals(other.dimensions().subList(1, other.rank()));
  }

  private static Tally tally(Values expected, Values actual, Bound bound, long elements) {
    PieceComparison comparison = new PieceComparison(expected, actual);
    if (elements <= PIECE) {
      return comparison.tally(bound, 0, elements);
    }
    List<Tally> pieces =
        LongStream.range(0, (elements + PIECE - 1) / PIECE)
            .parallel()
            .mapToObj(
                piece ->
                    comparison.tally(bound, piece * PIECE, Math.min(elements, (piece + 1) * PIECE)))
            .toList();
    Tally whole = new Tally();
    pieces.forEach(whole::add);
    return whole;
  }

  private static TensorResult result(
      TensorName name, Shape shape, Tally tally, long elements, long absent, String note) {
    Optional<Long> nonFinite = tally.nonFinite();
    if (absent > 0) {
      tally.compared += absent;
      tally.sumOfSquares = Double.POSITIVE_INFINITY;
      tally.look(elements - absent, Double.NaN, Double.NaN, 0);
      tally.mismatches += absent - 1;
    }
    boolean judged = tally.differing == 0 || tally.mismatches > 0;
    return new TensorResult(
        name,
        shape,
        judged ? Standing.JUDGED : Standing.NOT_JUDGED,
        elements,
        tally.compared,
        tally.mismatches,
        tally.first(),
        tally.worst(),
        tally.compared == 0 ? 0 : Math.sqrt(tally.sumOfSquares / tally.compared),
        tally.differing,
        tally.firstDifference(),
        nonFinite,
        tally.compared > 0 && !tally.signalSeen,
        note);
  }
}
