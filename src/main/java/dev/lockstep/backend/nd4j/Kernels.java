package dev.lockstep.backend.nd4j;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.OneMinus;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.same.TimesOneMinus;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The operations that a training is made of. ND4J does not check an output's shape here, so the
 * caller must give the right one. The output of an elementwise operation may be one of its inputs;
 * the output of a product must not overlap any, or ND4J silently computes wrong numbers.
 *
 * <p>Operations with a context go to {@link NativeOps} directly: {@link OpExecutioner} does no more
 * for them than call it, but takes as long again and leaves 760 bytes of garbage a call. The
 * others, which have no context, go through the executioner and are kept out of the loops over
 * steps where there is a choice.
 */
final class Kernels {
  private final Arena arena;
  private final NativeOps nativeOps = NativeOpsHolder.getInstance().getDeviceNativeOps();
  private final OpExecutioner executioner = Nd4j.getExecutioner();
  private final Level1 level1 = Nd4j.getBlasWrapper().level1();

  Kernels(Arena arena) {
    this.arena = arena;
  }

  /** out = x · w + b, with x [n, k], w [k, m], b [m] added to every row. */
  Kernel affine(INDArray x, INDArray w, INDArray b, INDArray out) {
    return custom("xw_plus_b", out, List.of(x, w, b));
  }

  /** out = a · b, with a [n, k], b [k, m]. */
  Kernel product(INDArray a, INDArray b, INDArray out) {
    return custom("matmul", out, List.of(a, b));
  }

  /** out = aᵀ · b, with a [k, n], b [k, m]. */
  Kernel transposedProduct(INDArray a, INDArray b, INDArray out) {
    return custom("matmul", out, List.of(a, b), 1, 0, 0);
  }

  /** out = a ∘ b, elementwise; extents of 1 and missing leading ones are repeated. */
  Kernel multiply(INDArray a, INDArray b, INDArray out) {
    return custom("multiply", out, List.of(a, b));
  }

  /** out = a / b, elementwise; extents of 1 and missing leading ones are repeated. */
  Kernel divide(INDArray a, INDArray b, INDArray out) {
    return custom("divide", out, List.of(a, b));
  }

  /** out = a + b, elementwise; extents of 1 and missing leading ones are repeated. */
  Kernel add(INDArray a, INDArray b, INDArray out) {
    return custom("add", out, List.of(a, b));
  }

  /** out = a - b, elementwise; extents of 1 and missing leading ones are repeated. */
  Kernel subtract(INDArray a, INDArray b, INDArray out) {
    return custom("subtract", out, List.of(a, b));
  }

  /** out = the sum over the axis, which disappears. */
  Kernel sumOver(int axis, INDArray in, INDArray out) {
    return custom("reduce_sum", out, List.of(in), axis);
  }

  /** out = the largest over the axis, which disappears. */
  Kernel maxOver(int axis, INDArray in, INDArray out) {
    return custom("reduce_max", out, List.of(in), axis);
  }

  /** out = in, of any strides. */
  Kernel copy(INDArray in, INDArray out) {
    return custom("identity", out, List.of(in));
  }

  /** out = tanh(in). */
  Kernel tanh(INDArray in, INDArray out) {
    return custom("tanh", out, List.of(in));
  }

  /** out = 1 - y², the derivative of tanh where its value is y. */
  Kernel tanhSlope(INDArray y, INDArray out) {
    return Kernel.sequence(held(new Square(y, out)), held(new OneMinus(out, out)));
  }

  /** out = 1 / (1 + exp(-in)). */
  Kernel sigmoid(INDArray in, INDArray out) {
    return custom("sigmoid", out, List.of(in));
  }

  /** out = y (1 - y), the derivative of the sigmoid where its value is y. */
  Kernel sigmoidSlope(INDArray y, INDArray out) {
    return held(new TimesOneMinus(y, out));
  }

  /** out = max(in, 0). */
  Kernel relu(INDArray in, INDArray out) {
    return held(new RectifiedLinear(in, out));
  }

  /** out = 1 where y is above zero, else 0: the derivative of relu where its value is y. */
  Kernel reluSlope(INDArray y, INDArray out) {
    return held(new Step(y, out));
  }

  /** out = 1 - in. */
  Kernel oneMinus(INDArray in, INDArray out) {
    return held(new OneMinus(in, out));
  }

  /** out = in². */
  Kernel square(INDArray in, INDArray out) {
    return held(new Square(in, out));
  }

  /** out = exp(in). */
  Kernel exp(INDArray in, INDArray out) {
    return held(new Exp(in, out));
  }

  /** out = the natural logarithm of in. */
  Kernel log(INDArray in, INDArray out) {
    return held(new Log(in, out));
  }

  /** out = √in. */
  Kernel sqrt(INDArray in, INDArray out) {
    return held(new Sqrt(in, out));
  }

  /** array = factor · array. */
  Kernel scale(double factor, INDArray array) {
    return held(new ScalarMultiplication(array, null, array, factor));
  }

  /** y = y + alpha · x, both vectors without gaps. */
  Kernel accumulate(double alpha, INDArray x, INDArray y) {
    long length = x.length();
    return () -> level1.axpy(length, alpha, x, y);
  }

  private Kernel custom(String name, INDArray out, List<INDArray> inputs, long... integers) {
    long operation = DynamicCustomOp.builder(name).build().opHash();
    Pointer operands = arena.context(out, inputs, integers).contextPointer();
    return () -> {
      if (nativeOps.execCustomOp2(null, operation, operands) != 0) {
        throw new IllegalStateException("ND4J " + name + ": " + nativeOps.lastErrorMessage());
      }
    };
  }

  private Kernel held(Op operation) {
    return () -> executioner.exec(operation);
  }
}
