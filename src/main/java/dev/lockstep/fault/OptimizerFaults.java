package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import java.util.List;
import java.util.function.DoubleFunction;

/** Wrong update rules. */
final class OptimizerFaults {
  private static final double MOMENTUM = 0.9;

  private OptimizerFaults() {}

  static List<Fault> all() {
    return List.of(
        adam(
            "adam-epsilon-before-correction",
            "Adam adds epsilon before the bias correction, as TensorFlow does",
            EpsilonHatAdam::corrected),
        adam(
            "adam-of-djl",
            "Adam is DJL's own: epsilon before the bias correction, settings held as float32",
            EpsilonHatAdam::ofDjl),
        adam(
            "adam-of-nd4j",
            "Adam is ND4J's own: epsilon before the bias correction, powers of the decay rates"
                + " rounded to the training's precision",
            (right, trainingCase, precision) ->
                right.withOptimizer(
                    EpsilonHatAdam.ofNd4j(trainingCase.optimizer().learningRate(), precision))),
        adam("adam-without-correction", "Adam corrects no bias", EpsilonHatAdam::uncorrected),
        adam("adam-epsilon-in-root", "Adam adds epsilon inside the root", EpsilonInRootAdam::new),
        adam(
            "adam-one-update-ahead",
            "Adam counts its updates from 2",
            (right, trainingCase, precision) ->
                right.withOptimizer(oneUpdateAhead(right.optimizer()))),
        new Fault(
            "sgd-momentum",
            "SGD keeps a momentum of " + MOMENTUM,
            Visibility.FREE_RUNNING,
            Conditions.sgd().and(Conditions.learns()).and(Conditions.severalEpochs()),
            withOptimizer(learningRate -> new MomentumSgd(learningRate, MOMENTUM))
                .where(Conditions.sgd())
                .rememberingVariant()));
  }

  private static Fault adam(String id, String sentence, DoubleFunction<Optimizer> ofLearningRate) {
    return adam(id, sentence, withOptimizer(ofLearningRate));
  }

  private static Fault adam(String id, String sentence, SeamChange change) {
    return new Fault(
        id,
        sentence,
        Visibility.ONE_EPOCH,
        Conditions.adam().and(Conditions.learns()),
        change.where(Conditions.adam()).variant());
  }

  private static SeamChange withOptimizer(DoubleFunction<Optimizer> ofLearningRate) {
    return (right, trainingCase, precision) ->
        right.withOptimizer(ofLearningRate.apply(trainingCase.optimizer().learningRate()));
  }

  private static Optimizer oneUpdateAhead(Optimizer right) {
    return (parameter, gradient, first, second, step, rounding) ->
        right.update(parameter, gradient, first, second, step + 1, rounding);
  }
}
