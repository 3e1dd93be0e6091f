package dev.lockstep.init;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;

/**
 * Float32 numbers as {@code torch.manual_seed(seed)} followed by calls of {@code uniform_} draws
 * them on a CPU. Not for several threads.
 */
public final class UniformDraws {
  private final MersenneTwister generator;

  /**
   * @param seed what {@code torch.manual_seed} is given, of which MT19937 sees the low 32 bits of
   *     the two's complement
   */
  public UniformDraws(long seed) {
    generator = new MersenneTwister((int) seed);
  }

  /**
   * The tensor that {@code uniform_(-bound, bound)} fills next, row-major: one 32-bit output an
   * element, whose low 24 bits are the fraction.
   *
   * @param shape the tensor's shape; an empty one draws nothing
   * @param bound a number above zero
   * @return values in [-bound, bound]; the upper end only through rounding
   */
  public Tensor symmetric(Shape shape, float bound) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      float fraction = (generator.nextInt() & 0xffffff) * 0x1p-24f;
      // PyTorch's kernels for AVX2 and newer contract x * (to - from) + from to one rounding.
      values[i] = Math.fma(fraction, bound + bound, -bound);
    }
    return Tensor.of(shape, values);
  }
}
