package dev.lockstep.clean;

import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Tensor;
import java.util.List;

/** float32 numbers in a layout's shapes, row-major: parameters, gradients or moments. */
record Weights(
    ParameterLayout layout,
    float[] weightIh,
    float[] weightHh,
    float[] biasIh,
    float[] biasHh,
    float[] weight,
    float[] bias) {

  static Weights of(Parameters parameters) {
    List<float[]> all = parameters.tensors().stream().map(Tensor::toFloatArray).toList();
    return new Weights(
        parameters.layout(),
        all.get(0),
        all.get(1),
        all.get(2),
        all.get(3),
        all.get(4),
        all.get(5));
  }

  static Weights zeros(ParameterLayout layout) {
    return of(Parameters.zeros(layout));
  }

  List<float[]> all() {
    return List.of(weightIh, weightHh, biasIh, biasHh, weight, bias);
  }

  Parameters toParameters() {
    List<float[]> all = all();
    return Parameters.of(
        layout, name -> Tensor.of(layout.shape(name), all.get(layout.names().indexOf(name))));
  }
}
