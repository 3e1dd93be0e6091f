package dev.lockstep.recording;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Noise from a file, every element of which is told to be fit for a bound before it is handed on.
 */
record NoiseValues(Values values, Path file, String name) implements Values {
  /** Beyond this the square of a deviation would not be finite. */
  private static final double LARGEST = 1e150;

  @Override
  public ElementType type() {
    return values.type();
  }

  @Override
  public Shape shape() {
    return values.shape();
  }

  /**
   * @throws InvalidRecordingException if an element is NaN, negative or too large for a bound
   */
  @Override
  public void read(long from, double[] into, int count) {
    values.read(from, into, count);
    for (int i = 0; i < count; i++) {
      if (!(into[i] >= 0 && into[i] <= LARGEST)) {
        throw refuse(from + i, into[i]);
      }
    }
  }

  /**
   * @throws InvalidRecordingException if an element is NaN, negative or infinite
   */
  @Override
  public void read(long from, float[] into, int count) {
    values.read(from, into, count);
    if (areFit(into, count)) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (!(into[i] >= 0 && into[i] <= Float.MAX_VALUE)) {
        throw refuse(from + i, into[i]);
      }
    }
  }

  /** Without a branch for each: what is negative adds to a sum, what is not finite makes it NaN. */
  private static boolean areFit(float[] deviations, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += Math.abs(deviations[i]) - deviations[i];
      b += Math.abs(deviations[i + 1]) - deviations[i + 1];
      c += Math.abs(deviations[i + 2]) - deviations[i + 2];
      d += Math.abs(deviations[i + 3]) - deviations[i + 3];
    }
    for (; i < count; i++) {
      a += Math.abs(deviations[i]) - deviations[i];
    }
    return a + b + c + d == 0;
  }

  private InvalidRecordingException refuse(long flat, double found) {
    return InvalidRecordingException.of(
        file,
        "tensor " + InvalidRecordingException.quoted(name),
        found + " at " + Arrays.toString(shape().indexOf(flat)),
        "deviations from 0 to " + LARGEST);
  }
}
