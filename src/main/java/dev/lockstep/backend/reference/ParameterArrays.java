package dev.lockstep.backend.reference;

import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Tensor;
import java.util.List;

/**
 * A mutable working copy of {@link Parameters}: the parameters, their gradients, or a moment, each
 * row-major in the layout's shapes.
 *
 * @param layout names and shapes
 * @param weightIh [G·H, V]
 * @param weightHh [G·H, H]
 * @param biasIh [G·H]
 * @param biasHh [G·H]
 * @param weight [V, H]
 * @param bias [V]
 */
public record ParameterArrays(
    ParameterLayout layout,
    double[] weightIh,
    double[] weightHh,
    double[] biasIh,
    double[] biasHh,
    double[] weight,
    double[] bias) {

  /** A copy of these tensors. */
  public static ParameterArrays of(Parameters parameters) {
    return new ParameterArrays(
        parameters.layout(),
        parameters.get(ParameterLayout.WEIGHT_IH).toArray(),
        parameters.get(ParameterLayout.WEIGHT_HH).toArray(),
        parameters.get(ParameterLayout.BIAS_IH).toArray(),
        parameters.get(ParameterLayout.BIAS_HH).toArray(),
        parameters.get(ParameterLayout.WEIGHT).toArray(),
        parameters.get(ParameterLayout.BIAS).toArray());
  }

  /** Zeros of the layout's shapes. */
  public static ParameterArrays zeros(ParameterLayout layout) {
    return of(Parameters.zeros(layout));
  }

  /** The arrays in the layout's order. */
  public List<double[]> all() {
    return List.of(weightIh, weightHh, biasIh, biasHh, weight, bias);
  }

  /** A copy of the present contents. */
  public Parameters toParameters() {
    List<double[]> arrays = all();
    return Parameters.of(
        layout, name -> Tensor.of(layout.shape(name), arrays.get(layout.names().indexOf(name))));
  }

  /** G·H, the rows of the cell's weights. */
  public int gateRows() {
    return biasIh.length;
  }

  /** H. */
  public int hidden() {
    return layout.hidden();
  }

  /** V. */
  public int vocabulary() {
    return layout.vocabulary();
  }

  /**
   * The product of {@code weight_ih} with each one-hot input, plus {@code bias_ih}: [V][G·H]. One
   * row serves every step with that input, as a column look-up serves the product.
   */
  public double[][] inputProjections(Rounding rounding) {
    double[][] projections = new double[vocabulary()][gateRows()];
    for (int v = 0; v < vocabulary(); v++) {
      for (int row = 0; row < gateRows(); row++) {
        projections[v][row] =
            rounding.add(rounding.product(weightIh[row * vocabulary() + v], 1), biasIh[row]);
      }
    }
    return projections;
  }

  /**
   * The product of {@code weight_hh} with a hidden state, plus {@code bias_hh}: [G·H].
   *
   * @param state begins with the hidden state, [H]
   */
  public double[] hiddenProduct(double[] state, Rounding rounding) {
    double[] product = biasHh.clone();
    Products.multiplyAdd(rounding, product, 0, weightHh, gateRows(), hidden(), state, 0);
    return product;
  }

  /**
   * Adds the product of the transposed {@code weight_hh} with a gradient by the hidden product.
   *
   * @param byState receives the gradient by the hidden state in its first H elements
   * @param byProduct [G·H]
   */
  public void addThroughHiddenProduct(double[] byState, double[] byProduct, Rounding rounding) {
    Products.transposedMultiplyAdd(
        rounding, byState, 0, weightHh, gateRows(), hidden(), byProduct, 0);
  }
}
