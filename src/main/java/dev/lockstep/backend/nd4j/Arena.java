package dev.lockstep.backend.nd4j;

import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native memory of one session: arrays of one precision and the operand lists of held
 * operations. Everything is freed together by {@link #close()}; nothing may be used afterwards.
 */
final class Arena implements AutoCloseable {
  private final Precision precision;
  private final List<INDArray> arrays = new ArrayList<>();
  private final List<OpContext> contexts = new ArrayList<>();

  Arena(Precision precision) {
    this.precision = precision;
  }

  /** A new array of zeros in row-major order. */
  INDArray zeros(long... shape) {
    DataType type = precision == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
    INDArray array = Nd4j.create(type, shape, 'c');
    arrays.add(array);
    return array;
  }

  /** The operand list of one operation: its inputs, its output, its integer arguments. */
  OpContext context(INDArray output, List<INDArray> inputs, long... integers) {
    OpContext context = Nd4j.getExecutioner().buildContext();
    for (int i = 0; i < inputs.size(); i++) {
      context.setInputArray(i, inputs.get(i));
    }
    context.setOutputArray(0, output);
    context.setIArguments(integers);
    context.shapeFunctionOverride(true);
    contexts.add(context);
    return context;
  }

  /** Overwrites an array made by {@link #zeros} with row-major values, rounded to the precision. */
  void write(INDArray array, double[] values) {
    array.data().setData(values);
  }

  /** The row-major values of an array made by {@link #zeros}, widened. */
  double[] read(INDArray array) {
    return array.data().asDouble();
  }

  /** The buffers are freed here and now; the contexts let go of them and are left to ND4J. */
  @Override
  public void close() {
    contexts.forEach(OpContext::purge);
    contexts.clear();
    arrays.forEach(INDArray::close);
    arrays.clear();
  }
}
