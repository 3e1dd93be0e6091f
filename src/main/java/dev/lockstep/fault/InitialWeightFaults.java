package dev.lockstep.fault;

import static dev.lockstep.model.ParameterLayout.BIAS;
import static dev.lockstep.model.ParameterLayout.BIAS_HH;
import static dev.lockstep.model.ParameterLayout.BIAS_IH;
import static dev.lockstep.model.ParameterLayout.WEIGHT;
import static dev.lockstep.model.ParameterLayout.WEIGHT_HH;
import static dev.lockstep.model.ParameterLayout.WEIGHT_IH;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Tensor;
import java.util.List;

/** The right numbers in the wrong places of the initial weights. */
final class InitialWeightFaults {
  private InitialWeightFaults() {}

  static List<Fault> all() {
    return List.of(
        order(
            "drawn-linear-first",
            "the linear layer's initial weights are drawn before the cell's",
            List.of(WEIGHT, BIAS, WEIGHT_IH, WEIGHT_HH, BIAS_IH, BIAS_HH)),
        order(
            "drawn-weight-hh-first",
            "initial weight_hh is drawn before weight_ih",
            List.of(WEIGHT_HH, WEIGHT_IH, BIAS_IH, BIAS_HH, WEIGHT, BIAS)),
        order(
            "drawn-biases-first",
            "initial biases are drawn before the weights of their layer",
            List.of(BIAS_IH, BIAS_HH, WEIGHT_IH, WEIGHT_HH, BIAS, WEIGHT)),
        new Fault(
            "drawn-transposed",
            "initial weights are drawn column by column",
            Visibility.FREE_RUNNING,
            InitialWeightFaults::hasMatrix,
            new InitialWeights(InitialWeightFaults::columnByColumn)));
  }

  private static Fault order(String id, String sentence, List<String> order) {
    return new Fault(
        id,
        sentence,
        Visibility.FREE_RUNNING,
        Conditions.always(),
        new InitialWeights(
            trainingCase ->
                TorchInitializer.draw(
                    ParameterLayout.of(trainingCase), trainingCase.seed(), order)));
  }

  private static Parameters columnByColumn(TrainingCase trainingCase) {
    Parameters rowByRow =
        TorchInitializer.draw(ParameterLayout.of(trainingCase), trainingCase.seed());
    return Parameters.of(rowByRow.layout(), name -> columnByColumn(rowByRow.get(name)));
  }

  private static Tensor columnByColumn(Tensor rowByRow) {
    int rows = rowByRow.shape().rows();
    int columns = rowByRow.shape().columns();
    double[] values = new double[rowByRow.size()];
    for (int k = 0; k < values.length; k++) {
      values[k % rows * columns + k / rows] = rowByRow.get(k);
    }
    return Tensor.of(rowByRow.shape(), values);
  }

  /** Whether a weight has more than one row and more than one column. */
  private static boolean hasMatrix(TrainingCase trainingCase) {
    ParameterLayout layout = ParameterLayout.of(trainingCase);
    return layout.names().stream()
        .map(layout::shape)
        .anyMatch(shape -> shape.rows() > 1 && shape.columns() > 1);
  }
}
