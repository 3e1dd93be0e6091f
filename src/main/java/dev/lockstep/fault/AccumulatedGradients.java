package dev.lockstep.fault;

import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Products;
import dev.lockstep.backend.reference.Rounding;
import java.util.List;

/** Gradients that are never set to zero: each epoch's is added to those before. */
final class AccumulatedGradients implements Amendment {
  private List<double[]> earlier = List.of();

  @Override
  public void amend(ParameterArrays gradients, Rounding rounding) {
    List<double[]> present = gradients.all();
    for (int i = 0; i < earlier.size(); i++) {
      Products.add(rounding, present.get(i), 0, earlier.get(i), 0, earlier.get(i).length);
    }
    earlier = present.stream().map(double[]::clone).toList();
  }
}
