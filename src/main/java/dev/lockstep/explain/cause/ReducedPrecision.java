package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.recording.Kind;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** Values lie on a coarser grid than they claim, or differ as products of such numbers do. */
final class ReducedPrecision implements Search {
  // fewer numbers may lie on a coarse grid by chance
  private static final int LEAST = 16;

  // with as many significant bits as float16, and by far the more usual in products kept in float32
  private static final List<Format> OF_PRODUCTS =
      List.of(Format.BFLOAT16, Format.TF32, Format.FLOAT16);

  @Override
  public List<Cause> of(Scene scene) {
    if (scene.partsIn(Kind.START) || scene.partsIn(Kind.INPUT)) {
      return List.of();
    }
    return onGrid(scene).or(() -> products(scene)).stream().toList();
  }

  /**
   * What parts first, and what parts of its kind, is of a format. Of other kinds nothing is asked:
   * products of a coarser format are often added up and kept in float32.
   */
  private static Optional<Cause> onGrid(Scene scene) {
    List<TensorPair> parted = scene.firstPartedPairs();
    for (Format format : Format.values()) {
      List<TensorPair> on = parted.stream().filter(pair -> isOnly(pair, format)).toList();
      long numbers = on.stream().mapToLong(pair -> nonZero(pair.actual())).sum();
      if (numbers >= LEAST && on.get(0) == parted.get(0)) {
        double excess = excess(on.get(0), format);
        return excess <= 1
            ? Optional.of(onGrid(scene, parted.size(), on, format, excess))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Cause onGrid(
      Scene scene, int parted, List<TensorPair> on, Format format, double excess) {
    String first = on.get(0).name().toString();
    String sentence =
        "every number of "
            + (on.size() == 1 ? first : on.size() + " tensors, first " + first + ",")
            + (on.size() == parted ? "" : " of " + parted + " that part")
            + " in step "
            + scene.step()
            + " is one of "
            + format.label()
            + ": the training computes or keeps them in that format";
    return Cause.of(
        "reduced-precision", sentence, excess, "format", format.label(), "tensor", first);
  }

  /** Whether all actual numbers of a pair are of a format, and not all expected ones. */
  private static boolean isOnly(TensorPair pair, Format format) {
    return !isOffGrid(pair.actual(), format) && isOffGrid(pair.expected(), format);
  }

  /** What is left of a tensor if rounding is that much coarser. */
  private static double excess(TensorPair pair, Format format) {
    return pair.changed(
            values -> DerivedValues.mapped(values, format::round),
            noise -> DerivedValues.scaled(noise, format.coarseness()))
        .result()
        .maxExcess();
  }

  private static boolean isOffGrid(Values values, Format format) {
    return count(values, 1, value -> value != 0 && value != format.round(value)) > 0;
  }

  private static long nonZero(Values values) {
    return count(values, LEAST, value -> value != 0);
  }

  /** How many numbers pass, counted no further than the piece in which there are enough of them. */
  private static long count(Values values, long enough, DoublePredicate predicate) {
    double[] piece = new double[Numbers.PIECE];
    long count = 0;
    long elements = values.shape().elements();
    for (long from = 0; from < elements && count < enough; from += Numbers.PIECE) {
      int read = (int) Math.min(Numbers.PIECE, elements - from);
      values.read(from, piece, read);
      for (int i = 0; i < read; i++) {
        count += predicate.test(piece[i]) ? 1 : 0;
      }
    }
    return count;
  }

  private static Optional<Cause> products(Scene scene) {
    List<TensorPair> parted = scene.partedPairs();
    if (parted.isEmpty() || parted.get(0).name().kind() != Kind.ACTIVATION) {
      return Optional.empty();
    }
    TensorPair output = parted.get(0);
    for (LinearLayer layer : LinearLayer.candidates(scene, output)) {
      for (Format format : OF_PRODUCTS) {
        double excess = output.expecting(layer.output(format::round)).result().maxExcess();
        if (excess <= 1) {
          String sentence =
              output.name()
                  + " in step "
                  + scene.step()
                  + " is the product of its input and "
                  + layer.weight()
                  + " with both rounded to "
                  + format.label()
                  + ": switch that format off for matrix products";
          return Optional.of(
              Cause.of(
                  "reduced-precision",
                  sentence,
                  excess,
                  "format",
                  format.label(),
                  "tensor",
                  output.name().toString()));
        }
      }
    }
    return Optional.empty();
  }
}
