package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.recording.Kind;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A gradient is zero or absent, or is there for some rows only. */
final class GradientMissing implements Search {

  @Override
  public List<Cause> of(Scene scene) {
    List<Cause> causes = new ArrayList<>();
    if (scene.partsIn(Kind.INPUT) || scene.partsIn(Kind.START)) {
      return causes;
    }
    for (TensorResult tensor : scene.tensors()) {
      boolean absent = tensor.standing() == TensorResult.Standing.MISSING;
      if (tensor.name().kind() == Kind.GRADIENT && absent) {
        causes.add(missing(tensor.name().toString(), scene.step(), "has no gradient"));
      }
    }
    for (TensorPair pair : scene.pairs(Kind.GRADIENT)) {
      if (scene.parts(pair)) {
        if (Numbers.isZero(pair.actual())) {
          causes.add(missing(pair.name().toString(), scene.step(), "is zero throughout"));
        } else {
          partial(scene, pair, causes);
        }
      }
    }
    return causes;
  }

  private static Cause missing(String tensor, int step, String what) {
    return Cause.of(
        "gradient-missing",
        tensor
            + " "
            + what
            + " from step "
            + step
            + " on: the parameter is detached from the loss, or its gradient is not handed over",
        0,
        "tensor",
        tensor);
  }

  private static void partial(Scene scene, TensorPair pair, List<Cause> causes) {
    int rows = pair.expected().shape().rows();
    if (pair.expected().shape().rank() == 0
        || rows < 2
        || !pair.expected().shape().equals(pair.actual().shape())) {
      return;
    }
    long width = pair.expected().shape().elements() / rows;
    BitSet there = rowsOf(pair.actual(), rows, width);
    BitSet missing = rowsOf(pair.expected(), rows, width);
    missing.andNot(there);
    if (missing.isEmpty()) {
      return;
    }
    TensorPair masked = pair.expecting(masked(pair.expected(), width, missing));
    double excess = masked.result().maxExcess();
    if (excess <= 1) {
      causes.add(
          Cause.of(
              "gradient-partial",
              pair.name()
                  + " is zero in "
                  + missing.cardinality()
                  + " of "
                  + rows
                  + " rows, first row "
                  + missing.nextSetBit(0)
                  + ", and as expected in the others in step "
                  + scene.step(),
              excess,
              "tensor",
              pair.name().toString(),
              "rows",
              missing.stream().boxed().toList()));
    }
  }

  private static Values masked(Values of, long width, BitSet missing) {
    return new RowMask(of, width, missing);
  }

  /** The rows that are not zero throughout. */
  private static BitSet rowsOf(Values values, int rows, long width) {
    BitSet there = new BitSet(rows);
    double[] piece = new double[Numbers.PIECE];
    long elements = values.shape().elements();
    for (long from = 0; from < elements; from += Numbers.PIECE) {
      int count = (int) Math.min(Numbers.PIECE, elements - from);
      values.read(from, piece, count);
      for (int i = 0; i < count; i++) {
        if (piece[i] != 0) {
          there.set((int) ((from + i) / width));
        }
      }
    }
    return there;
  }
}
