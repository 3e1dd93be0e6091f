package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.recording.Kind;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/** Wrong update rules. */
final class OptimizerFaults {
  private static final double MOMENTUM = 0.9;
  private static final Symptom UPDATE = Symptom.in(Kind.PARAMETER);
  private static final Symptom MOMENT = Symptom.in(Kind.OPTIMIZER);

  private OptimizerFaults() {}

  static List<Fault> everyday() {
    return List.of(
        adam(
                "adam-epsilon-before-correction",
                "Adam adds epsilon before the bias correction, as TensorFlow does",
                UPDATE.gradual(),
                EpsilonHatAdam::corrected)
            .reportedIn(
                "pytorch/pytorch/issues/104857",
                "tensorflow/tensorflow/issues/35102",
                "google-deepmind/optax/issues/571",
                "karpathy/nanochat/pull/353"),
        adam(
            "adam-of-djl",
            "Adam is DJL's own: epsilon before the bias correction, settings held as float32",
            Symptom.in(Kind.OPTIMIZER, Kind.PARAMETER).gradual(),
            EpsilonHatAdam::ofDjl),
        adam(
            "adam-of-nd4j",
            "Adam is ND4J's own: epsilon before the bias correction, powers of the decay rates"
                + " rounded to the training's precision",
            Symptom.in(Kind.OPTIMIZER, Kind.PARAMETER).gradual(),
            (right, trainingCase, precision) ->
                right.withOptimizer(
                    EpsilonHatAdam.ofNd4j(trainingCase.optimizer().learningRate(), precision))),
        adam(
                "adam-without-correction",
                "Adam corrects no bias",
                UPDATE,
                EpsilonHatAdam::uncorrected)
            .reportedIn(
                "ml-explore/mlx/issues/1153",
                "ml-explore/mlx/pull/1640",
                "oxiglade/mlx-rs/issues/301",
                "nerfstudio-project/gsplat/issues/604"),
        adam(
                "adam-epsilon-in-root",
                "Adam adds epsilon inside the root",
                UPDATE.gradual(),
                rate -> VariedAdam.right(rate).dividingBy(VariedAdam.Denominator.EPSILON_IN_ROOT))
            .reportedIn("kozistr/pytorch_optimizer/issues/397"),
        adam(
                "adam-one-update-ahead",
                "Adam counts its updates from 2",
                UPDATE,
                (right, trainingCase, precision) ->
                    right.withOptimizer(oneUpdateAhead(right.optimizer())))
            .reportedIn("tensorflow/tensorflow/issues/35444"),
        Fault.of(
                "sgd-momentum",
                "SGD keeps a momentum of " + MOMENTUM,
                UPDATE.fromEpoch(2),
                withOptimizer(learningRate -> new MomentumSgd(learningRate, MOMENTUM))
                    .where(Conditions.sgd())
                    .rememberingVariant())
            .inFreeRunning()
            .where(Conditions.sgd())
            .where(Conditions.learns())
            .where(Conditions.severalEpochs())
            .reportedIn("pytorch/pytorch/issues/1099"));
  }

  static List<Fault> further() {
    return List.of(
        adam(
            "adam-betas-swapped",
            "Adam's decay rates are swapped",
            MOMENT,
            rate ->
                VariedAdam.right(rate)
                    .withBetas(OptimizerSpec.Adam.BETA2, OptimizerSpec.Adam.BETA1)),
        adam(
            "adam-beta1-half",
            "Adam's first decay rate is 0.5",
            MOMENT,
            rate -> VariedAdam.right(rate).withBetas(0.5, OptimizerSpec.Adam.BETA2)),
        adam(
            "adam-beta2-99",
            "Adam's second decay rate is 0.99",
            MOMENT,
            rate -> VariedAdam.right(rate).withBetas(OptimizerSpec.Adam.BETA1, 0.99)),
        adam(
                "adam-epsilon-of-keras",
                "Adam's epsilon is 1e-7, as in Keras",
                UPDATE.gradual(),
                rate -> VariedAdam.right(rate).withEpsilon(1e-7))
            .reportedIn("juntang-zhuang/Adabelief-Optimizer/pull/12"),
        adam(
                "adam-without-epsilon",
                "Adam adds no epsilon that counts, 1e-30",
                UPDATE.gradual(),
                rate -> VariedAdam.right(rate).withEpsilon(1e-30))
            .reportedIn("deeplearning4j/deeplearning4j/issues/2705"),
        adam(
                "adam-first-moment-uncorrected",
                "Adam corrects the bias of the second moment alone",
                UPDATE,
                rate -> VariedAdam.right(rate).correcting(VariedAdam.Corrected.SECOND))
            .reportedIn("unslothai/unsloth-zoo/pull/819"),
        adam(
            "adam-second-moment-uncorrected",
            "Adam corrects the bias of the first moment alone",
            UPDATE,
            rate -> VariedAdam.right(rate).correcting(VariedAdam.Corrected.FIRST)),
        adam(
                "adam-squares-unweighted",
                "Adam adds the whole square of a gradient to the second moment",
                MOMENT,
                rate -> VariedAdam.right(rate).withShare(1))
            .reportedIn("fastai/fastbook/pull/342"),
        adam(
                "adam-corrected-in-place",
                "Adam keeps its corrected moments in place of those that it corrects",
                MOMENT,
                CorrectedInPlaceAdam::new)
            .reportedIn("frgfm/holocron/issues/1"),
        adam(
                "adam-amsgrad",
                "Adam divides by the largest second moment so far (AMSGrad)",
                UPDATE.fromEpoch(2).perhaps(),
                rememberingOptimizer(AmsgradAdam::new))
            .inFreeRunning()
            .where(Conditions.severalEpochs())
            .reportedIn("pytorch/pytorch/issues/142323"),
        adam("radam-for-adam", "the optimizer is RAdam and not Adam", UPDATE, RectifiedAdam::new)
            .reportedIn("MouseLand/cellpose/issues/403"),
        adam(
            "sgd-for-adam",
            "the optimizer is SGD and not Adam",
            MOMENT,
            rate -> Optimizer.of(new OptimizerSpec.Sgd(rate))));
  }

  /** Adam with another epsilon. */
  static Variant withEpsilon(DoubleUnaryOperator change) {
    return withOptimizer(
            rate ->
                VariedAdam.right(rate)
                    .withEpsilon(change.applyAsDouble(OptimizerSpec.Adam.EPSILON)))
        .variant();
  }

  private static Fault adam(
      String id, String sentence, Symptom symptom, DoubleFunction<Optimizer> ofLearningRate) {
    return adam(id, sentence, symptom, withOptimizer(ofLearningRate));
  }

  private static Fault adam(String id, String sentence, Symptom symptom, SeamChange change) {
    return adam(id, sentence, symptom, change.where(Conditions.adam()).variant());
  }

  private static Fault adam(String id, String sentence, Symptom symptom, Variant variant) {
    return Fault.of(id, sentence, symptom, variant)
        .where(Conditions.adam())
        .where(Conditions.learns());
  }

  private static Variant rememberingOptimizer(DoubleFunction<Optimizer> ofLearningRate) {
    return withOptimizer(ofLearningRate).where(Conditions.adam()).rememberingVariant();
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
