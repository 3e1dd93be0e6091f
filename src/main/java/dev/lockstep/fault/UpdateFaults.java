package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.recording.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** What is done wrongly around a right update rule, whichever it is. */
final class UpdateFaults {
  private static final double DECAY = 0.01;
  private static final int LOST = 3;
  private static final int WARM_UP = 10;
  private static final Symptom UPDATE = Symptom.in(Kind.PARAMETER);
  private static final Set<String> BIASES =
      Set.of(ParameterLayout.BIAS_IH, ParameterLayout.BIAS_HH, ParameterLayout.BIAS);

  private UpdateFaults() {}

  static List<Fault> further() {
    List<Fault> faults = new ArrayList<>();
    faults.add(
        rate("rate-one-percent-high", "the learning rate is 1% too high", rate -> 1.01 * rate));
    faults.add(rate("rate-tenfold", "the learning rate is ten times too high", rate -> 10 * rate));
    faults.add(rate("update-uphill", "updates go up the gradient and not down", rate -> -rate));
    faults.add(
        scheduled(
            "rate-decays",
            "the learning rate falls by 1% from epoch to epoch",
            UPDATE.fromEpoch(2),
            step -> Math.pow(0.99, step - 1)));
    faults.add(
        scheduled(
                "rate-warms-up",
                "the learning rate rises over the first " + WARM_UP + " epochs",
                UPDATE,
                step -> Math.min(1, step / WARM_UP))
            .reportedIn("ml-explore/mlx/issues/1542"));
    faults.add(
        wrapped(
                "decay-coupled",
                "gradients hold a weight decay of " + DECAY,
                Symptom.in(Kind.OPTIMIZER, Kind.PARAMETER),
                UpdateFaults::coupledDecay)
            .reportedIn("mapbox/robosat/pull/166", "pytorch/pytorch/issues/48793"));
    faults.add(
        Fault.of(
                "decay-decoupled",
                "parameters decay by " + DECAY + " times the learning rate, as AdamW's do",
                UPDATE,
                ofCase((right, trainingCase) -> decoupledDecay(right, trainingCase))
                    .where(Conditions.adam())
                    .variant())
            .where(Conditions.adam())
            .reportedIn("nntrainer/nntrainer/pull/3527"));
    faults.add(
        wrapped(
                "updated-twice",
                "every epoch's gradients are applied twice",
                Symptom.in(Kind.OPTIMIZER, Kind.PARAMETER),
                UpdateFaults::twice)
            .where(Conditions.learns()));
    faults.add(
        wrapped(
                "update-lost",
                "every third update is lost",
                Symptom.in(Kind.OPTIMIZER, Kind.PARAMETER).fromEpoch(LOST),
                UpdateFaults::losingSome)
            .where(Conditions.learns())
            .where(Conditions.epochs(LOST)));
    faults.add(
        tensorwise(
                "biases-not-updated",
                "no bias is updated",
                Symptom.in(Kind.OPTIMIZER, Kind.PARAMETER).of(ParameterLayout.BIAS_IH),
                (right, name) -> BIASES.contains(name) ? UpdateFaults::nothing : right)
            .reportedIn("keras-team/keras/issues/463"));
    faults.add(
        tensorwise(
                "biases-updated-twice",
                "every bias is updated twice",
                Symptom.in(Kind.OPTIMIZER, Kind.PARAMETER).of(ParameterLayout.BIAS_IH),
                (right, name) -> BIASES.contains(name) ? twice(right) : right)
            .reportedIn("nntrainer/nntrainer/pull/219"));
    faults.add(countedByTensor());
    return faults;
  }

  private static Fault rate(String id, String sentence, DoubleUnaryOperator change) {
    return scaled(id, sentence, UPDATE, (rate, step) -> change.applyAsDouble(rate));
  }

  private static Fault scheduled(
      String id, String sentence, Symptom symptom, DoubleUnaryOperator factor) {
    Fault fault = scaled(id, sentence, symptom, (rate, step) -> rate * factor.applyAsDouble(step));
    return symptom.epoch() == 1 ? fault : fault.where(Conditions.severalEpochs());
  }

  /** The case's own rule at another rate. */
  static Variant withRate(DoubleUnaryOperator change) {
    return atRates((rate, step) -> change.applyAsDouble(rate)).variant();
  }

  private static Fault scaled(
      String id, String sentence, Symptom symptom, BiFunction<Double, Integer, Double> rates) {
    return Fault.of(id, sentence, symptom, atRates(rates).variant()).where(Conditions.learns());
  }

  private static SeamChange atRates(BiFunction<Double, Integer, Double> rates) {
    return ofCase(
        (right, trainingCase) ->
            (parameter, gradient, first, second, step, rounding) ->
                optimizer(trainingCase, rates.apply(rate(trainingCase), step))
                    .update(parameter, gradient, first, second, step, rounding));
  }

  private static Optimizer optimizer(TrainingCase trainingCase, double rate) {
    return Optimizer.of(
        trainingCase
            .optimizer()
            .<OptimizerSpec>map(
                adam -> new OptimizerSpec.Adam(rate), sgd -> new OptimizerSpec.Sgd(rate)));
  }

  private static double rate(TrainingCase trainingCase) {
    return trainingCase.optimizer().learningRate();
  }

  private static Fault wrapped(
      String id, String sentence, Symptom symptom, UnaryOperator<Optimizer> wrong) {
    return Fault.of(
        id, sentence, symptom, ofCase((right, trainingCase) -> wrong.apply(right)).variant());
  }

  private static SeamChange ofCase(BiFunction<Optimizer, TrainingCase, Optimizer> wrong) {
    return (right, trainingCase, precision) ->
        right.withOptimizer(wrong.apply(right.optimizer(), trainingCase));
  }

  private static Fault tensorwise(
      String id, String sentence, Symptom symptom, BiFunction<Optimizer, String, Optimizer> wrong) {
    SeamChange change =
        ofCase(
            (right, trainingCase) ->
                new TensorwiseOptimizer(
                    ParameterLayout.of(trainingCase).names().stream()
                        .map(name -> wrong.apply(right, name))
                        .toList()));
    return Fault.of(id, sentence, symptom, change.variant()).where(Conditions.learns());
  }

  /**
   * A count of updates that every tensor raises: the bias corrections of all but the first run
   * ahead.
   */
  private static Fault countedByTensor() {
    List<String> names = new ParameterLayout(CellKind.RNN, 1, 1).names();
    return tensorwise(
            "adam-counts-every-tensor",
            "Adam counts the update of every tensor as one more",
            UPDATE,
            (right, name) ->
                (parameter, gradient, first, second, step, rounding) ->
                    right.update(
                        parameter,
                        gradient,
                        first,
                        second,
                        (step - 1) * names.size() + names.indexOf(name) + 1,
                        rounding))
        .where(Conditions.adam());
  }

  private static Optimizer coupledDecay(Optimizer right) {
    return (parameter, gradient, first, second, step, rounding) -> {
      double[] decayed = new double[gradient.length];
      Arrays.setAll(
          decayed, i -> rounding.of(gradient[i] + rounding.of(rounding.of(DECAY) * parameter[i])));
      right.update(parameter, decayed, first, second, step, rounding);
    };
  }

  private static Optimizer decoupledDecay(Optimizer right, TrainingCase trainingCase) {
    return (parameter, gradient, first, second, step, rounding) -> {
      double kept = rounding.of(1 - DECAY * rate(trainingCase));
      Arrays.setAll(parameter, i -> rounding.of(parameter[i] * kept));
      right.update(parameter, gradient, first, second, step, rounding);
    };
  }

  private static Optimizer twice(Optimizer right) {
    return (parameter, gradient, first, second, step, rounding) -> {
      right.update(parameter, gradient, first, second, step, rounding);
      right.update(parameter, gradient, first, second, step, rounding);
    };
  }

  private static Optimizer losingSome(Optimizer right) {
    return (parameter, gradient, first, second, step, rounding) -> {
      if (step % LOST != 0) {
        right.update(parameter, gradient, first, second, step, rounding);
      }
    };
  }

  private static void nothing(
      double[] parameter,
      double[] gradient,
      double[] first,
      double[] second,
      int step,
      Rounding rounding) {}
}
