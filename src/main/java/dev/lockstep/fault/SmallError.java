package dev.lockstep.fault;

import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Tensor;

/** Errors of any size, to tell from which size on they are seen. */
public enum SmallError {
  /** The learning rate is too high by a part of itself. */
  RATE {
    @Override
    public boolean appliesTo(TrainingCase trainingCase) {
      return Conditions.learns().test(trainingCase);
    }

    @Override
    public Variant of(double part) {
      return UpdateFaults.withRate(rate -> rate * (1 + part));
    }
  },
  /** Adam's epsilon is too large by a part of itself. */
  EPSILON {
    @Override
    public boolean appliesTo(TrainingCase trainingCase) {
      return Conditions.adam().and(Conditions.learns()).test(trainingCase);
    }

    @Override
    public Variant of(double part) {
      return OptimizerFaults.withEpsilon(epsilon -> epsilon * (1 + part));
    }
  },
  /** One initial weight, the first of {@code weight_hh}, is too large by a part of itself. */
  WEIGHT {
    @Override
    public boolean appliesTo(TrainingCase trainingCase) {
      return Conditions.severalSteps().test(trainingCase);
    }

    @Override
    public Variant of(double part) {
      return new InitialWeights(trainingCase -> nudged(trainingCase, part));
    }
  };

  /** Whether the error changes a number of the case, if it is large enough. */
  public abstract boolean appliesTo(TrainingCase trainingCase);

  /**
   * Training with the error.
   *
   * @param part how large, relative to what is wrong
   */
  public abstract Variant of(double part);

  private static Parameters nudged(TrainingCase trainingCase, double part) {
    ParameterLayout layout = ParameterLayout.of(trainingCase);
    Parameters right = TorchInitializer.draw(layout, trainingCase.seed());
    return Parameters.of(
        layout,
        name -> {
          double[] values = right.get(name).toArray();
          if (name.equals(ParameterLayout.WEIGHT_HH)) {
            values[0] *= 1 + part;
          }
          return Tensor.of(layout.shape(name), values);
        });
  }
}
