package dev.lockstep.compare;

import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import java.util.Optional;

/**
 * One tensor of one step compared with the expected one, element by element.
 *
 * @param name which tensor
 * @param shape the expected one's shape; the actual one's if none is expected
 * @param standing what could be said of it
 * @param elements how many elements either side has, the larger number
 * @param compared how many elements were judged; those that one side lacks count
 * @param mismatches how many of them lie further apart than allowed, or are missing on one side
 * @param first the first mismatch in row-major order; empty if there is none
 * @param worst the element with the largest excess; empty if nothing was judged
 * @param rmsExcess the root mean square of the excess over the elements that were judged; 0 if
 *     there are none
 * @param differing of a tensor that is not judged, how many elements differ at all; else 0
 * @param firstDifference the first of those
 * @param nonFinite the flat index of the first element that is NaN or infinite on either side
 * @param noiseHidesSignal whether zeros in place of the expected numbers would pass
 * @param note what else there is to say, such as two shapes that differ; may be empty
 */
public record TensorResult(
    TensorName name,
    Shape shape,
    Standing standing,
    long elements,
    long compared,
    long mismatches,
    Optional<Element> first,
    Optional<Element> worst,
    double rmsExcess,
    long differing,
    Optional<Element> firstDifference,
    Optional<Long> nonFinite,
    boolean noiseHidesSignal,
    String note) {

  /** What could be said of a tensor. */
  public enum Standing {
    /** Its elements were compared with a bound. */
    JUDGED,
    /** It differs, and nothing says how far it may. */
    NOT_JUDGED,
    /** A decision before it was so close that rounding alone may have turned it. */
    UNDECIDED,
    /** Only the expected side has it. */
    MISSING,
    /** Only the actual side has it. */
    UNEXPECTED
  }

  /** The largest excess over all elements; 0 if nothing was judged. */
  public double maxExcess() {
    return worst.map(Element::excess).orElse(0.0);
  }
}
