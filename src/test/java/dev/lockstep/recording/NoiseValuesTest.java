package dev.lockstep.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("noise that is read from a file")
class NoiseValuesTest {
  private static final int SIZE = 11;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      doubles = {-1e-30, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void isRefusedWhereverADeviationIsUnfit(double unfit) {
    for (int place = 0; place < SIZE; place++) {
      double[] deviations = new double[SIZE];
      deviations[place] = unfit;
      NoiseValues noise = noise(deviations);
      String message =
          assertThrows(InvalidRecordingException.class, () -> noise.read(0, new double[SIZE], SIZE))
              .getMessage();
      assertEquals(
          message,
          assertThrows(InvalidRecordingException.class, () -> noise.read(0, new float[SIZE], SIZE))
              .getMessage()
              .replace("" + (double) (float) unfit, "" + unfit));
      assertTrue(message.contains("at [" + place + "]"), message);
    }
  }

  @Test
  void isHandedOnAsItIsWhereItIsFit() {
    double[] deviations = new double[SIZE];
    deviations[3] = Float.MAX_VALUE;
    deviations[4] = Float.MIN_VALUE;
    deviations[5] = -0.0;
    float[] read = new float[SIZE];
    noise(deviations).read(0, read, SIZE);
    float[] expected = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      expected[i] = (float) deviations[i];
    }
    assertArrayEquals(expected, read);
  }

  private static NoiseValues noise(double[] deviations) {
    return new NoiseValues(
        Tensor.of(Shape.of(SIZE), deviations), Path.of("noise-000001.safetensors"), "loss/loss");
  }
}
