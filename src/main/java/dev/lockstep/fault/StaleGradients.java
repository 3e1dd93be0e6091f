package dev.lockstep.fault;

import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import java.util.List;

/** Gradients that come an epoch late; the first epoch's come twice. */
final class StaleGradients implements Amendment {
  private List<double[]> earlier = List.of();

  @Override
  public void amend(ParameterArrays gradients, Rounding rounding) {
    List<double[]> present = gradients.all();
    List<double[]> late = earlier;
    earlier = present.stream().map(double[]::clone).toList();
    for (int i = 0; i < late.size(); i++) {
      System.arraycopy(late.get(i), 0, present.get(i), 0, late.get(i).length);
    }
  }
}
