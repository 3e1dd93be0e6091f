package dev.lockstep.fault;

import dev.lockstep.backend.reference.Loss;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.recording.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Wrong losses. */
final class LossFaults {
  private static final double SMOOTHING = 0.1;

  /** One step of many may move their mean by less than rounding does, but not its gradients. */
  private static final Symptom ONE_OF_MANY = Symptom.in(Kind.LOSS, Kind.GRADIENT);

  private LossFaults() {}

  static List<Fault> everyday() {
    return List.of(
        loss(
                "loss-summed",
                "the loss is the sum over the steps, not their mean",
                right -> scaled(right, (steps, vocabulary) -> steps))
            .where(Conditions.severalSteps())
            .reportedIn("huggingface/transformers/issues/24725"),
        Fault.of(
                "targets-not-shifted",
                "each step is to predict its own input, not the next one",
                Symptom.in(Kind.LOSS),
                towards(trainingCase -> trainingCase.task().inputs()).variant())
            .where(targetsDifferFrom(trainingCase -> trainingCase.task().inputs()))
            .reportedIn("macrocosm-os/pretraining/pull/64"));
  }

  static List<Fault> further() {
    return List.of(
        Fault.of(
                "targets-shifted-twice",
                "each step is to predict the input after the next one",
                Symptom.in(Kind.LOSS),
                towards(LossFaults::twoAhead).variant())
            .where(targetsDifferFrom(LossFaults::twoAhead))
            .reportedIn("huggingface/transformers/issues/47394", "InternLM/InternLM/issues/318"),
        loss("softmax-twice", "the loss takes the softmax for logits", SoftmaxOfSoftmax::new)
            .reportedIn(
                "NVIDIA/DeepLearningExamples/issues/468",
                "nfmcclure/tensorflow_cookbook/issues/86"),
        loss(
            "labels-smoothed",
            "a tenth of every target is spread over all characters",
            right -> new SmoothedLabels(SMOOTHING)),
        loss(
            "loss-averaged-over-characters",
            "the loss is averaged over the characters of the vocabulary too",
            right -> scaled(right, (steps, vocabulary) -> 1.0 / vocabulary)),
        loss("loss-of-first-steps", "the loss leaves out the last step", PartOfSteps::withoutLast)
            .when(ONE_OF_MANY)
            .where(Conditions.severalSteps()),
        loss("loss-of-later-steps", "the loss leaves out the first step", PartOfSteps::withoutFirst)
            .when(ONE_OF_MANY)
            .where(Conditions.severalSteps()),
        loss("loss-of-last-step", "the loss is that of the last step alone", PartOfSteps::lastAlone)
            .where(Conditions.severalSteps()),
        loss(
            "loss-in-bits",
            "the loss is reported in bits while it is lowered in nats",
            LossFaults::reportedInBits),
        loss(
            "squared-error",
            "the loss is the mean squared error of the softmax",
            right -> new SquaredError()));
  }

  private static Fault loss(String id, String sentence, UnaryOperator<Loss> wrong) {
    SeamChange change =
        (right, trainingCase, precision) -> right.withLoss(wrong.apply(right.loss()));
    return Fault.of(id, sentence, Symptom.in(Kind.LOSS), change.variant())
        .where(Conditions.learns());
  }

  /** How much too large a loss is. */
  private interface Factor {
    double of(int steps, int vocabulary);
  }

  private static Loss scaled(Loss mean, Factor factor) {
    return (logits, targets, vocabulary, rounding) -> {
      Loss.Result result = mean.of(logits, targets, vocabulary, rounding);
      double times = factor.of(targets.length, vocabulary);
      double[] gradient = result.logitGradient();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = rounding.of(gradient[i] * times);
      }
      return new Loss.Result(rounding.of(result.loss() * times), result.softmax(), gradient);
    };
  }

  private static Loss reportedInBits(Loss right) {
    return (logits, targets, vocabulary, rounding) -> {
      Loss.Result result = right.of(logits, targets, vocabulary, rounding);
      double bits = rounding.of(result.loss() / rounding.of(Math.log(2)));
      return new Loss.Result(bits, result.softmax(), result.logitGradient());
    };
  }

  private static SeamChange towards(Function<TrainingCase, int[]> wrongTargets) {
    return (right, trainingCase, precision) ->
        right.withLoss(
            (logits, targets, vocabulary, rounding) ->
                right.loss().of(logits, wrongTargets.apply(trainingCase), vocabulary, rounding));
  }

  private static int[] twoAhead(TrainingCase trainingCase) {
    int[] targets = trainingCase.task().targets();
    int[] later = Arrays.copyOfRange(targets, 1, targets.length + 1);
    later[later.length - 1] = targets[targets.length - 1];
    return later;
  }

  private static Predicate<TrainingCase> targetsDifferFrom(
      Function<TrainingCase, int[]> wrongTargets) {
    return trainingCase ->
        !Arrays.equals(wrongTargets.apply(trainingCase), trainingCase.task().targets());
  }
}
