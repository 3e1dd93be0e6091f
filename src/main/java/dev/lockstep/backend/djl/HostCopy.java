package dev.lockstep.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.List;

/** Copies between tensors on the host and arrays on the device. */
final class HostCopy {
  private HostCopy() {}

  /** The library's name of a precision. */
  static DataType dataType(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> DataType.FLOAT32;
      case FLOAT64 -> DataType.FLOAT64;
    };
  }

  /** The tensor rounded to the precision, in native memory that the array alone owns. */
  static NDArray toDevice(NDManager manager, Tensor tensor, Precision precision) {
    ai.djl.ndarray.types.Shape shape = shape(tensor.shape());
    // On a CPU, DJL's create() points into a Java buffer that lives only as long as this very
    // object; a handle that is passed on by intern() would outlive it.
    try (NDArray borrowed =
        precision == Precision.FLOAT32
            ? manager.create(tensor.toFloatArray(), shape)
            : manager.create(tensor.toArray(), shape)) {
      return borrowed.duplicate();
    }
  }

  /** The array's elements, row-major, in a tensor of that shape. */
  static Tensor toHost(NDArray array, Shape shape) {
    return array.getDataType() == DataType.FLOAT32
        ? Tensor.of(shape, array.toFloatArray())
        : Tensor.of(shape, array.toDoubleArray());
  }

  /** The arrays, one for each of the layout's names in their order. */
  static Parameters toHost(List<NDArray> arrays, ParameterLayout layout) {
    List<String> names = layout.names();
    return Parameters.of(
        layout, name -> toHost(arrays.get(names.indexOf(name)), layout.shape(name)));
  }

  /** The library's form of a shape. */
  static ai.djl.ndarray.types.Shape shape(Shape shape) {
    return new ai.djl.ndarray.types.Shape(
        shape.dimensions().stream().mapToLong(Long::longValue).toArray());
  }
}
