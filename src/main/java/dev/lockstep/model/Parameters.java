package dev.lockstep.model;

import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * One tensor for each parameter of a layout: the parameters themselves, their gradients, or a
 * moment.
 *
 * @param layout names and shapes
 * @param tensors the tensors in the order of {@link ParameterLayout#names()}
 */
public record Parameters(ParameterLayout layout, List<Tensor> tensors) {

  /**
   * @throws IllegalArgumentException if the number of tensors or one of their shapes is not the
   *     layout's
   */
  public Parameters {
    tensors = List.copyOf(tensors);
    if (tensors.size() != layout.names().size()) {
      throw new IllegalArgumentException(
          "expected " + layout.names().size() + " tensors, found " + tensors.size());
    }
    for (int i = 0; i < tensors.size(); i++) {
      String name = layout.names().get(i);
      if (!tensors.get(i).shape().equals(layout.shape(name))) {
        throw new IllegalArgumentException(
            name + " has shape " + layout.shape(name) + ", not " + tensors.get(i).shape());
      }
    }
  }

  /** The tensors that a function gives for the layout's names. */
  public static Parameters of(ParameterLayout layout, Function<String, Tensor> tensor) {
    return new Parameters(layout, layout.names().stream().map(tensor).toList());
  }

  /** Zeros of the layout's shapes. */
  public static Parameters zeros(ParameterLayout layout) {
    return of(layout, name -> Tensor.zeros(layout.shape(name)));
  }

  /**
   * The tensor of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor get(String name) {
    int index = layout.names().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no parameter named " + name);
    }
    return tensors.get(index);
  }

  /** These tensors with every element rounded to the precision. */
  public Parameters roundedTo(Precision precision) {
    return of(layout, name -> get(name).roundedTo(precision));
  }
}
