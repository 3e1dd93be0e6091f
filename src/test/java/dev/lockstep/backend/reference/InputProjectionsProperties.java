package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cases.CellKind;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ParameterLayout;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InputProjectionsProperties {

  @Property(seed = "43052")
  void aColumnLookUpIsTheProductWithAOneHotVector(
      @ForAll CellKind cell,
      @ForAll @IntRange(min = 1, max = 12) int hidden,
      @ForAll @IntRange(min = 1, max = 12) int vocabulary,
      @ForAll long seed) {
    ParameterLayout layout = new ParameterLayout(cell, hidden, vocabulary);
    ParameterArrays parameters = ParameterArrays.of(TorchInitializer.draw(layout, seed));
    double[][] projections = parameters.inputProjections(Rounding.exact());
    int rows = cell.gates() * hidden;
    assertEquals(vocabulary, projections.length);
    for (int v = 0; v < vocabulary; v++) {
      double[] oneHot = new double[vocabulary];
      oneHot[v] = 1;
      for (int row = 0; row < rows; row++) {
        double product = 0;
        for (int column = 0; column < vocabulary; column++) {
          product += parameters.weightIh()[row * vocabulary + column] * oneHot[column];
        }
        assertEquals(product + parameters.biasIh()[row], projections[v][row]);
      }
    }
  }
}
