package dev.lockstep.fault;

import static dev.lockstep.model.ParameterLayout.BIAS;
import static dev.lockstep.model.ParameterLayout.BIAS_HH;
import static dev.lockstep.model.ParameterLayout.BIAS_IH;
import static dev.lockstep.model.ParameterLayout.WEIGHT;
import static dev.lockstep.model.ParameterLayout.WEIGHT_HH;
import static dev.lockstep.model.ParameterLayout.WEIGHT_IH;

import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Initial weights with the right numbers in wrong places, or with others. */
final class InitialWeightFaults {
  private InitialWeightFaults() {}

  static List<Fault> everyday() {
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
        drawn(
                "drawn-transposed",
                "initial weights are drawn column by column",
                InitialWeightFaults::columnByColumn)
            .where(InitialWeightFaults::hasMatrix)
            .reportedIn("pytorch/pytorch/issues/129834"));
  }

  static List<Fault> further() {
    return List.of(
        drawn(
            "drawn-from-next-seed",
            "initial weights are drawn from the seed plus one",
            trainingCase ->
                TorchInitializer.draw(ParameterLayout.of(trainingCase), trainingCase.seed() + 1)),
        changed(
            "drawn-biases-zero",
            "biases start from zero",
            (name, layout, value) -> isBias(name) ? 0 : value),
        drawn(
                "drawn-forget-bias-one",
                "the forget gate's bias starts from 1",
                InitialWeightFaults::forgetBiasOne)
            .where(Conditions.cell(CellKind.LSTM))
            .reportedIn("pytorch/pytorch/issues/20102"),
        changed(
                "drawn-too-wide",
                "initial weights have the standard deviation 1/√hidden, not that bound",
                (name, layout, value) -> Math.sqrt(3) * value)
            .reportedIn("pytorch/pytorch/issues/9221"),
        changed(
                "drawn-by-fan-out",
                "the linear layer's initial weights are bounded by its outputs, not its inputs",
                (name, layout, value) -> name.equals(WEIGHT) ? value * ofFanOut(layout) : value)
            .where(Conditions.sizesDiffer())
            .reportedIn("udacity/deep-reinforcement-learning/issues/14"),
        changed(
            "drawn-glorot",
            "initial weights are Glorot's and biases zero, as in Keras",
            InitialWeightFaults::glorot));
  }

  private static Fault order(String id, String sentence, List<String> order) {
    return drawn(
        id,
        sentence,
        trainingCase ->
            TorchInitializer.draw(ParameterLayout.of(trainingCase), trainingCase.seed(), order));
  }

  /** What becomes of an initial value. */
  private interface Change {
    double of(String name, ParameterLayout layout, double value);
  }

  private static Fault changed(String id, String sentence, Change change) {
    return drawn(
        id,
        sentence,
        trainingCase -> {
          ParameterLayout layout = ParameterLayout.of(trainingCase);
          Parameters right = TorchInitializer.draw(layout, trainingCase.seed());
          return Parameters.of(
              layout, name -> right.get(name).map(value -> (float) change.of(name, layout, value)));
        });
  }

  private static Fault drawn(String id, String sentence, Function<TrainingCase, Parameters> drawn) {
    return Fault.of(id, sentence, Symptom.forward(), new InitialWeights(drawn)).inFreeRunning();
  }

  private static boolean isBias(String name) {
    return name.startsWith(BIAS);
  }

  private static double ofFanOut(ParameterLayout layout) {
    return Math.sqrt((double) layout.hidden() / layout.vocabulary());
  }

  /** PyTorch's uniform numbers with Glorot's bound, √(6 / (rows + columns)). */
  private static double glorot(String name, ParameterLayout layout, double value) {
    Shape shape = layout.shape(name);
    double bound = Math.sqrt(6.0 / (shape.rows() + shape.columns()));
    return isBias(name) ? 0 : value * bound * Math.sqrt(layout.hidden());
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

  private static Parameters forgetBiasOne(TrainingCase trainingCase) {
    ParameterLayout layout = ParameterLayout.of(trainingCase);
    Parameters right = TorchInitializer.draw(layout, trainingCase.seed());
    return Parameters.of(
        layout,
        name -> {
          double[] values = right.get(name).toArray();
          if (name.equals(BIAS_IH) && layout.cell() == CellKind.LSTM) {
            Arrays.fill(values, layout.hidden(), 2 * layout.hidden(), 1);
          }
          return Tensor.of(layout.shape(name), values);
        });
  }

  /** Whether a weight has more than one row and more than one column. */
  private static boolean hasMatrix(TrainingCase trainingCase) {
    ParameterLayout layout = ParameterLayout.of(trainingCase);
    return layout.names().stream()
        .map(layout::shape)
        .anyMatch(shape -> shape.rows() > 1 && shape.columns() > 1);
  }
}
