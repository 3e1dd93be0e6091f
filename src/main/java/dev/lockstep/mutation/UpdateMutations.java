package dev.lockstep.mutation;

import dev.lockstep.explain.Adagrad;
import dev.lockstep.explain.Adam;
import dev.lockstep.explain.Correction;
import dev.lockstep.explain.Decay;
import dev.lockstep.explain.Lion;
import dev.lockstep.explain.NAdam;
import dev.lockstep.explain.RAdam;
import dev.lockstep.explain.Retraining;
import dev.lockstep.explain.RmsProp;
import dev.lockstep.explain.Setting;
import dev.lockstep.explain.Sgd;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Right gradients under a wrong update rule, or under the right one with other settings. */
final class UpdateMutations {
  private static final String RULE = "update-rule";
  private static final String SETTING = "hyperparameter";

  private UpdateMutations() {}

  static List<Mutation> all() {
    List<Mutation> all = new ArrayList<>(settings());
    all.addAll(ofAdam());
    all.addAll(ofSgd());
    all.addAll(others());
    all.add(
        new Mutation(
            "rate-decays",
            "the learning rate falls by a tenth from step to step",
            UpdateMutations::decayingRate));
    all.add(
        new Mutation(
            "weight-frozen",
            "one weight is never updated",
            original -> original.matrix().map(name -> frozen(original, name))));
    all.add(
        new Mutation(
            "bias-frozen",
            "one bias is never updated",
            original -> original.vector().map(name -> frozen(original, name))));
    all.add(
        new Mutation(
            "summed-and-faster",
            "gradients are doubled, and the learning rate is a tenth too high",
            UpdateMutations::doubledAndFaster));
    return all;
  }

  private static List<Mutation> settings() {
    return List.of(
        setting("rate-one-percent-high", "the learning rate is 1% too high", Setting.LR, 1.01),
        setting("rate-tenfold", "the learning rate is ten times too high", Setting.LR, 10),
        setting("epsilon-tenfold", "epsilon is ten times too large", Setting.EPS, 10),
        setting("beta1-lower", "the first decay rate is a tenth too low", Setting.BETA1, 0.9),
        setting("beta2-lower", "the second decay rate is 1% too low", Setting.BETA2, 0.99),
        setting("momentum-lower", "the momentum is a tenth too low", Setting.MOMENTUM, 0.9),
        setting("decay-doubled", "the weight decay is twice too high", Setting.WEIGHT_DECAY, 2),
        setting("decay-left-out", "there is no weight decay", Setting.WEIGHT_DECAY, 0));
  }

  private static Mutation setting(String id, String sentence, Setting setting, double factor) {
    return new Mutation(
        id,
        sentence,
        original ->
            original
                .training()
                .filter(training -> training.get(setting) != 0)
                .map(
                    training ->
                        changed(original, own -> own.with(setting, factor * own.get(setting)))
                            .because(SETTING, RULE)));
  }

  /** Ways of Adam. */
  private static List<Mutation> ofAdam() {
    return List.of(
        adam(
            "adam-epsilon-hat",
            "epsilon is added before the bias correction",
            RULE,
            own -> new Adam(Adam.Epsilon.HAT, own.correction(), own.decay(), own.amsgrad())),
        adam(
            "adam-epsilon-root",
            "epsilon is added under the root",
            RULE,
            own -> new Adam(Adam.Epsilon.ROOT, own.correction(), own.decay(), own.amsgrad())),
        adam("adam-uncorrected", "no bias is corrected", RULE, own -> with(own, Correction.NONE)),
        adam(
            "adam-step-ahead",
            "steps are counted from 2",
            RULE,
            own -> with(own, Correction.STEP_AHEAD)),
        adam(
            "adam-step-behind",
            "steps are counted from 0",
            RULE,
            own -> with(own, Correction.STEP_BEHIND)),
        adam(
            "adam-float32-scalars",
            "β and 1 - βᵗ are float32 numbers",
            "scalar-precision",
            own -> with(own, Correction.FLOAT32_POWER)),
        adam(
            "adam-amsgrad",
            "the largest second moment so far divides",
            SETTING,
            own -> new Adam(own.epsilon(), own.correction(), own.decay(), true)),
        new Mutation(
            "decay-in-other-place",
            "the weight decay is coupled where it is decoupled, or the other way round",
            original ->
                ofAdam(original)
                    .filter(own -> own.decay() != Decay.NONE)
                    .map(
                        own ->
                            changed(original, training -> training.by(otherDecay(own)))
                                .because(RULE, SETTING))),
        new Mutation(
            "decay-added",
            "there is a weight decay of 0.01 where there should be none",
            original ->
                ofAdam(original)
                    .filter(own -> own.decay() == Decay.NONE)
                    .map(
                        own ->
                            changed(
                                    original,
                                    training ->
                                        training
                                            .by(withDecay(own, Decay.COUPLED))
                                            .with(Setting.WEIGHT_DECAY, 0.01))
                                .because(RULE, SETTING))));
  }

  private static Mutation adam(
      String id, String sentence, String cause, UnaryOperator<Adam> change) {
    return new Mutation(
        id,
        sentence,
        original ->
            ofAdam(original)
                .map(
                    own ->
                        changed(original, training -> training.by(change.apply(own)))
                            .because(cause, RULE)));
  }

  private static Optional<Adam> ofAdam(Original original) {
    return original
        .training()
        .map(Retraining::rule)
        .filter(Adam.class::isInstance)
        .map(Adam.class::cast);
  }

  private static Adam with(Adam own, Correction correction) {
    return new Adam(own.epsilon(), correction, own.decay(), own.amsgrad());
  }

  private static Adam withDecay(Adam own, Decay decay) {
    return new Adam(own.epsilon(), own.correction(), decay, own.amsgrad());
  }

  private static Adam otherDecay(Adam own) {
    return withDecay(own, own.decay() == Decay.COUPLED ? Decay.DECOUPLED : Decay.COUPLED);
  }

  /** Ways of SGD with momentum. */
  private static List<Mutation> ofSgd() {
    return List.of(
        sgd(
            "sgd-nesterov",
            "momentum is Nesterov's",
            own -> new Sgd(Sgd.Momentum.NESTEROV, own.dampened(), own.decay()),
            training -> training),
        sgd(
            "sgd-without-momentum",
            "there is no momentum",
            own -> new Sgd(Sgd.Momentum.NONE, false, own.decay()),
            training -> training),
        sgd(
            "sgd-dampened",
            "a tenth of each gradient is kept out of the momentum",
            own -> new Sgd(own.momentum(), true, own.decay()),
            training -> training.with(Setting.DAMPENING, 0.1)));
  }

  private static Mutation sgd(
      String id, String sentence, UnaryOperator<Sgd> change, UnaryOperator<Retraining> settings) {
    return new Mutation(
        id,
        sentence,
        original ->
            original
                .training()
                .map(Retraining::rule)
                .filter(Sgd.class::isInstance)
                .map(Sgd.class::cast)
                .filter(own -> own.momentum() == Sgd.Momentum.CLASSICAL)
                .map(
                    own ->
                        changed(
                                original,
                                training -> settings.apply(training.by(change.apply(own))))
                            .because(SETTING, RULE)));
  }

  /** Other optimizers at the same rate. */
  private static List<Mutation> others() {
    return List.of(
        other(
            "sgd-instead",
            "the optimizer is SGD",
            rule -> !(rule instanceof Sgd),
            training -> training.by(new Sgd(Sgd.Momentum.NONE, false, Decay.NONE))),
        other(
            "adam-instead",
            "the optimizer is Adam",
            rule -> !(rule instanceof Adam),
            training ->
                adamSettings(training)
                    .by(new Adam(Adam.Epsilon.AFTER, Correction.PLAIN, Decay.NONE, false))),
        other(
            "nadam-instead",
            "the optimizer is NAdam",
            rule -> true,
            training ->
                adamSettings(training)
                    .with(Setting.MOMENTUM_DECAY, 4e-3)
                    .by(new NAdam(NAdam.Momentum.GROWING, Decay.NONE))),
        other(
            "radam-instead",
            "the optimizer is RAdam",
            rule -> true,
            training -> adamSettings(training).by(new RAdam(Decay.NONE))),
        other(
            "rmsprop-instead",
            "the optimizer is RMSprop",
            rule -> true,
            training ->
                adamSettings(training)
                    .with(Setting.ALPHA, 0.99)
                    .by(new RmsProp(false, false, false, false, Decay.NONE))),
        other(
            "adagrad-instead",
            "the optimizer is Adagrad",
            rule -> true,
            training ->
                adamSettings(training)
                    .with(Setting.EPS, 1e-10)
                    .by(new Adagrad(Adagrad.Epsilon.AFTER, false, false, Decay.NONE))),
        other(
            "lion-instead",
            "the optimizer is Lion",
            rule -> true,
            training -> adamSettings(training).with(Setting.BETA2, 0.99).by(new Lion(Decay.NONE))));
  }

  private static Retraining adamSettings(Retraining training) {
    return training.with(Setting.BETA1, 0.9).with(Setting.BETA2, 0.999).with(Setting.EPS, 1e-8);
  }

  private static Mutation other(
      String id, String sentence, Predicate<Object> differs, UnaryOperator<Retraining> change) {
    return new Mutation(
        id,
        sentence,
        original ->
            original
                .training()
                .filter(training -> differs.test(training.rule()))
                .map(training -> changed(original, change).because(RULE)));
  }

  /** A rule may be told by its state alone, or only later: its first updates may be the same. */
  private static Mutant changed(Original original, UnaryOperator<Retraining> change) {
    return Mutant.of(original.draft().retrained(change).recording(), Kind.OPTIMIZER, Kind.PARAMETER)
        .gradually();
  }

  private static Optional<Mutant> decayingRate(Original original) {
    return original
        .training()
        .filter(training -> original.recording().steps().size() > 1)
        .map(
            training ->
                Mutant.of(
                        original
                            .draft()
                            .retrained(own -> own, step -> Math.pow(0.9, step - 1))
                            .recording(),
                        Kind.PARAMETER)
                    .fromStep(2)
                    .because(SETTING));
  }

  private static Optional<Mutant> doubledAndFaster(Original original) {
    return original
        .training()
        .map(
            training ->
                Mutant.of(
                        original
                            .draft()
                            .change(
                                Kind.GRADIENT, (step, name, values) -> values.mapped(g -> 2 * g))
                            .retrained(own -> own.with(Setting.LR, 1.1 * own.get(Setting.LR)))
                            .recording(),
                        Kind.GRADIENT)
                    .because("gradient-scaled")
                    .because(SETTING));
  }

  private static Mutant frozen(Original original, TensorName parameter) {
    HeldValues start = (HeldValues) original.recording().step(1).get(parameter.as(Kind.START));
    return Mutant.of(
            original.draft().change(parameter, (step, name, values) -> start).recording(),
            Kind.PARAMETER)
        .in(parameter)
        .because("not-updated");
  }
}
