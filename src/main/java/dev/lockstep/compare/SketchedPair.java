package dev.lockstep.compare;

import dev.lockstep.recording.Sketch;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sketches of a tensor that one side or both hold as a sketch only, with as many numbers as
 * both have.
 *
 * @param expected the expected side's sketch
 * @param actual the actual side's sketch
 * @param noises what is known of either sketch's noise
 */
record SketchedPair(Values expected, Values actual, List<Values> noises) {
  private static final int CHUNK = 8192;

  static SketchedPair of(TensorName name, StepSide expected, StepSide actual) {
    int numbers = Math.min(numbers(name, expected), numbers(name, actual));
    List<Values> noises = new ArrayList<>();
    addNoise(noises, name, expected, numbers);
    addNoise(noises, name, actual, numbers);
    return new SketchedPair(sketch(name, expected, numbers), sketch(name, actual, numbers), noises);
  }

  private static int numbers(TensorName name, StepSide side) {
    return side.tensors().containsKey(name)
        ? Integer.MAX_VALUE
        : side.sketches().get(name).shape().size();
  }

  private static Values sketch(TensorName name, StepSide side, int numbers) {
    Values whole = side.tensors().get(name);
    double[] sketch = new double[numbers];
    if (whole == null) {
      side.sketches().get(name).read(0, sketch, numbers);
    } else {
      sketch = Sketch.of(whole, numbers);
    }
    return Tensor.holding(Shape.of(numbers), sketch);
  }

  /**
   * Of a whole tensor's noise the root of the sum of squares: the signs are drawn independently of
   * the deviations, so that their products have no share in the mean over all signs.
   */
  private static void addNoise(List<Values> noises, TensorName name, StepSide side, int numbers) {
    Values whole = side.noise().get(name);
    Values kept = side.sketchNoise().get(name);
    double[] noise = new double[numbers];
    if (side.tensors().containsKey(name) && whole != null) {
      Arrays.fill(noise, rootOfSumOfSquares(whole, side.tensors().get(name).shape().elements()));
    } else if (kept != null && kept.shape().elements() == 1) {
      Arrays.fill(noise, kept.at(0));
    } else if (kept != null) {
      kept.read(0, noise, numbers);
    } else {
      return;
    }
    noises.add(Tensor.holding(Shape.of(numbers), noise));
  }

  private static double rootOfSumOfSquares(Values noise, long elements) {
    if (noise.shape().elements() == 1) {
      return noise.at(0) * Math.sqrt(elements);
    }
    double[] chunk = new double[CHUNK];
    double sum = 0;
    for (long from = 0; from < elements; from += CHUNK) {
      int count = (int) Math.min(CHUNK, elements - from);
      noise.read(from, chunk, count);
      for (int i = 0; i < count; i++) {
        sum += chunk[i] * chunk[i];
      }
    }
    return Math.sqrt(sum);
  }
}
