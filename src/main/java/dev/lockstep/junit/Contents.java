package dev.lockstep.junit;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Tensors of a step, by name and as arrays. */
final class Contents {
  private Contents() {}

  static TensorName name(String text) {
    return TensorName.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "found the tensor's name \""
                        + text
                        + "\"; allowed: KIND/NAME, such as gradient/head.weight, or"
                        + " optimizer/STATE/NAME"));
  }

  /** One of the tensors, in memory. */
  static Tensor of(Map<TensorName, Values> tensors, TensorName name, String where) {
    Values values = tensors.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          where
              + " of the golden recording holds no "
              + name
              + "; of that kind it holds "
              + tensors.keySet().stream()
                  .filter(other -> other.kind() == name.kind())
                  .map(TensorName::toString)
                  .collect(Collectors.collectingAndThen(Collectors.joining(", "), Contents::some)));
    }
    return inMemory(values);
  }

  private static String some(String names) {
    return names.isEmpty() ? "none" : names;
  }

  /** The tensors of a kind by their own names, in memory and in order. */
  static Map<String, Tensor> ofKind(Map<TensorName, Values> tensors, Kind kind) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    tensors.forEach(
        (name, values) -> {
          if (name.kind() == kind) {
            found.put(name.name(), inMemory(values));
          }
        });
    return Collections.unmodifiableMap(found);
  }

  private static Tensor inMemory(Values values) {
    double[] numbers = new double[values.shape().size()];
    values.read(0, numbers, numbers.length);
    return Tensor.holding(values.shape(), numbers);
  }

  /**
   * A test's tensor with the type that its numbers show: float32 if all of them are float32 numbers
   * and float64 otherwise, for {@link Tensor} holds both in the same way.
   */
  static Values typed(Values values) {
    if (!(values instanceof Tensor tensor)) {
      return values;
    }
    for (int i = 0; i < tensor.size(); i++) {
      double value = tensor.get(i);
      if (!Double.isNaN(value) && value != (float) value) {
        return tensor;
      }
    }
    return new Float32Tensor(tensor);
  }

  /** Numbers that all are float32 numbers. */
  private record Float32Tensor(Tensor tensor) implements Values {
    @Override
    public ElementType type() {
      return ElementType.F32;
    }

    @Override
    public Shape shape() {
      return tensor.shape();
    }

    @Override
    public void read(long from, double[] into, int count) {
      tensor.read(from, into, count);
    }
  }
}
