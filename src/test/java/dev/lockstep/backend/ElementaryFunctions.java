package dev.lockstep.backend;

import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Reads a library's elementary functions off its trainings: with weights chosen so that everything
 * else is exact, a hidden state, a softmax or a loss is the value of one function, of which an
 * epoch gives tens of thousands. The values are held against Java's.
 *
 * @param backend the implementation
 * @param precision its format
 */
record ElementaryFunctions(Backend backend, Precision precision) {
  private static final int VOCABULARY = 300;
  private static final int HIDDEN = 20;
  private static final int STEPS = VOCABULARY - 1;
  private static final String TWO_STEPS = "aaa";
  private static final int SOFTMAX_ROWS = 20;
  private static final int LARGEST_LOG = 40;

  /** So large that tanh and the logistic function are 1. */
  private static final double ON = 100;

  /** So far below zero that the logistic function is 0. */
  private static final double OFF = -800;

  /**
   * One value of a function, or of one function inside another.
   *
   * @param where the function and its argument
   * @param actual the library's value
   * @param expected Java's
   * @param error how large an error is, in units of the roundoff, if every function errs by as much
   *     as is declared
   */
  record Value(String where, double actual, double expected, double error) {
    /** The error as a multiple of the declared one. */
    double excess(Precision precision) {
      return Math.abs(actual - expected) / (precision.unitRoundoff() * error);
    }
  }

  List<Value> all() {
    List<Value> values = new ArrayList<>();
    values.addAll(tanhOfRnn());
    values.addAll(tanhOfLstm());
    values.addAll(logisticOfLstm());
    values.addAll(logisticOfGru());
    values.addAll(expOfSoftmax());
    values.addAll(logOfLoss());
    // Below twice the smallest normal number, libraries may flush to zero.
    values.removeIf(v -> Math.abs(v.expected()) < 2 * precision.smallestNormal());
    return values;
  }

  /** h = tanh(W_ih x). */
  List<Value> tanhOfRnn() {
    double[] arguments = arguments(HIDDEN * VOCABULARY);
    Tensor hidden = hidden(CellKind.RNN, arguments, new double[HIDDEN]);
    List<Value> values = new ArrayList<>();
    forEachArgument(
        (step, unit) -> {
          double x = arguments[unit * VOCABULARY + step];
          double y = Math.tanh(x);
          values.add(new Value("tanh(" + x + ")", hidden.get(step, unit), y, ofTanh(y)));
        });
    return values;
  }

  /** With i and o at 1 and f at 0: h = tanh(tanh(g)). */
  List<Value> tanhOfLstm() {
    double[] g = arguments(HIDDEN * VOCABULARY);
    double[] weights = gates(ON, OFF, g, ON);
    Tensor hidden = hidden(CellKind.LSTM, weights, new double[4 * HIDDEN]);
    List<Value> values = new ArrayList<>();
    forEachArgument(
        (step, unit) -> {
          double x = g[unit * VOCABULARY + step];
          double inner = Math.tanh(x);
          double y = Math.tanh(inner);
          double error = ofTanh(inner) * (1 - y * y) + ofTanh(y);
          values.add(new Value("tanh(tanh(" + x + "))", hidden.get(step, unit), y, error));
        });
    return values;
  }

  /** With i and g at 1 and f at 0: h = logistic(o) tanh(1), and tanh(1) where o is at 1 too. */
  List<Value> logisticOfLstm() {
    double[] o = arguments(HIDDEN * VOCABULARY);
    for (int unit = 0; unit < HIDDEN; unit++) {
      o[unit * VOCABULARY] = ON;
    }
    double[] weights = gates(ON, OFF, ON, o);
    Tensor hidden = hidden(CellKind.LSTM, weights, new double[4 * HIDDEN]);
    double tanhOfOne = hidden.get(0, 0);
    List<Value> values = new ArrayList<>();
    forEachArgument(
        (step, unit) -> {
          double x = o[unit * VOCABULARY + step];
          double y = logistic(x) * tanhOfOne;
          double error = (relative() + 1) * y; // the function and the product
          values.add(new Value("logistic(" + x + ")", hidden.get(step, unit), y, error));
        });
    return values;
  }

  /** With z at 0 and the candidate's bias_hh at 1: h = tanh(logistic(r)). */
  List<Value> logisticOfGru() {
    double[] r = arguments(HIDDEN * VOCABULARY);
    double[] weights = gates(r, OFF, 0.0);
    double[] bias = new double[3 * HIDDEN];
    Arrays.fill(bias, 2 * HIDDEN, 3 * HIDDEN, 1);
    Tensor hidden = hidden(CellKind.GRU, weights, bias);
    List<Value> values = new ArrayList<>();
    forEachArgument(
        (step, unit) -> {
          double x = r[unit * VOCABULARY + step];
          double inner = logistic(x);
          double y = Math.tanh(inner);
          double error = relative() * inner * (1 - y * y) + ofTanh(y);
          values.add(new Value("tanh(logistic(" + x + "))", hidden.get(step, unit), y, error));
        });
    return values;
  }

  /** With weight 0, softmax_v is exp(bias_v) times that of the largest bias, 0. */
  List<Value> expOfSoftmax() {
    List<Value> values = new ArrayList<>();
    for (int row = 0; row < SOFTMAX_ROWS; row++) {
      double[] arguments = arguments(VOCABULARY);
      for (int v = 0; v < VOCABULARY; v++) {
        arguments[v] = v == 0 ? 0 : -Math.abs(arguments[v]);
      }
      Tensor softmax =
          epoch(CellKind.RNN, VOCABULARY, TWO_STEPS, Map.of(ParameterLayout.BIAS, arguments))
              .get(StepTensors.SOFTMAX);
      for (int v = 0; v < VOCABULARY; v++) {
        double y = Math.exp(arguments[v]) * softmax.get(0, 0);
        double error = (relative() + 2) * y; // the function and two divisions
        values.add(new Value("exp(" + arguments[v] + ")", softmax.get(0, v), y, error));
      }
    }
    return values;
  }

  /** With weight and bias 0, every logit is 0 and the loss the logarithm of the vocabulary size. */
  List<Value> logOfLoss() {
    List<Value> values = new ArrayList<>();
    for (int size = 2; size <= LARGEST_LOG; size++) {
      double loss = StepTensors.loss(epoch(CellKind.RNN, size, TWO_STEPS, Map.of()));
      double y = Math.log(size);
      values.add(new Value("log(" + size + ")", loss, y, (relative() + 1) * y));
    }
    return values;
  }

  private double relative() {
    return backend.info().elementaryErrors().of(precision);
  }

  private double ofTanh(double y) {
    return relative() * Math.abs(y) + backend.info().elementaryErrors().absoluteOfTanh();
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Arguments of either sign: tiny ones, ones where the functions bend, saturating ones. */
  private double[] arguments(int count) {
    double saturation = precision == Precision.FLOAT32 ? 88 : 700;
    Random random = new Random(count);
    double[] arguments = new double[count];
    for (int i = 0; i < count; i++) {
      double size =
          switch (random.nextInt(10)) {
            case 0, 1, 2 -> Math.pow(10, -10 * random.nextDouble());
            case 3, 4, 5, 6 -> 10 * random.nextDouble();
            default -> saturation * random.nextDouble();
          };
      arguments[i] = precision.round(random.nextBoolean() ? size : -size);
    }
    return arguments;
  }

  /** A [G·H, V] weight from one number or one [H, V] block for each gate. */
  private static double[] gates(Object... gates) {
    int block = HIDDEN * VOCABULARY;
    double[] weights = new double[gates.length * block];
    for (int gate = 0; gate < gates.length; gate++) {
      if (gates[gate] instanceof double[] arguments) {
        System.arraycopy(arguments, 0, weights, gate * block, block);
      } else {
        Arrays.fill(weights, gate * block, (gate + 1) * block, (Double) gates[gate]);
      }
    }
    return weights;
  }

  private interface Visitor {
    void visit(int step, int unit);
  }

  private static void forEachArgument(Visitor visitor) {
    for (int step = 0; step < STEPS; step++) {
      for (int unit = 0; unit < HIDDEN; unit++) {
        visitor.visit(step, unit);
      }
    }
  }

  private Tensor hidden(CellKind cell, double[] weightIh, double[] biasHh) {
    Map<String, double[]> weights =
        Map.of(ParameterLayout.WEIGHT_IH, weightIh, ParameterLayout.BIAS_HH, biasHh);
    return epoch(cell, VOCABULARY, String.join("", characters(VOCABULARY)), weights)
        .get(StepTensors.HIDDEN);
  }

  /** One epoch from these weights, and zeros where there are none. */
  private StepRecord epoch(
      CellKind cell, int vocabulary, String text, Map<String, double[]> weights) {
    OptimizerSpec sgd = new OptimizerSpec.Sgd(0.1);
    Task task = new Task(text, 1, characters(vocabulary));
    TrainingCase trainingCase =
        new TrainingCase("functions", "", task, cell, HIDDEN, 0, 1, sgd, Optional.empty());
    ParameterLayout layout = ParameterLayout.of(trainingCase);
    Parameters parameters =
        Parameters.of(
            layout,
            name ->
                weights.containsKey(name)
                    ? Tensor.of(layout.shape(name), weights.get(name))
                    : Tensor.zeros(layout.shape(name)));
    Execution execution = new Execution(precision, Device.CPU);
    try (Session session =
        backend.open(trainingCase, ModelState.initial(parameters, sgd), execution)) {
      return session.step();
    }
  }

  private static List<String> characters(int count) {
    return IntStream.range(0, count).mapToObj(i -> Character.toString('a' + i)).toList();
  }
}
