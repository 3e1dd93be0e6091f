package dev.lockstep.fault;

import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.recording.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** Wrong gradients from the right cell. */
final class GradientFaults {
  private static final double VALUE = 0.01;
  private static final double NOISE = 1e-5;

  private GradientFaults() {}

  static List<Fault> everyday() {
    return List.of(
        Fault.of(
                "no-propagation-through-time",
                "gradients stop between the steps, the state before each being taken as constant",
                Symptom.in(Kind.GRADIENT),
                CellFaults.withCell(right -> new DetachedSteps(right, 1)).variant())
            .where(Conditions.learns())
            .where(Conditions.severalSteps()),
        Fault.of(
                "gradient-norm-clipped",
                "the norm of the gradients is clipped at 1",
                Symptom.in(Kind.GRADIENT).perhaps(),
                amended(new ClippedNorm(1)).variant())
            .where(Conditions.learns()),
        remembering(
                "gradients-accumulated",
                "gradients are not set to zero and add up from epoch to epoch",
                AccumulatedGradients::new)
            .reportedIn("snakers4/silero-vad/pull/699", "pytorch/pytorch/issues/47175"));
  }

  static List<Fault> further() {
    List<Fault> faults = new ArrayList<>();
    faults.add(
        Fault.of(
                "gradient-norms-clipped-each",
                "the norm of each gradient by itself is clipped at 0.1",
                Symptom.in(Kind.GRADIENT).perhaps(),
                amended(ClippedNorm.ofEach(0.1)).variant())
            .where(Conditions.learns())
            .reportedIn("huggingface/transformers/issues/581", "keras-team/keras/issues/13575"));
    faults.add(
        Fault.of(
                "gradient-values-clipped",
                "no element of a gradient is larger than " + VALUE,
                Symptom.in(Kind.GRADIENT).perhaps(),
                amended(eachOf(g -> Math.max(-VALUE, Math.min(VALUE, g)))).variant())
            .where(Conditions.learns()));
    faults.add(
        Fault.of(
                "gradients-doubled",
                "gradients of two passes are added up and not averaged",
                Symptom.in(Kind.GRADIENT),
                amended(eachOf(g -> 2 * g)).variant())
            .where(Conditions.learns())
            .reportedIn("karpathy/nanoGPT/issues/206"));
    faults.add(
        Fault.of(
                "gradients-halved",
                "gradients are averaged with those of a process that has none",
                Symptom.in(Kind.GRADIENT),
                amended(eachOf(g -> g / 2)).variant())
            .where(Conditions.learns()));
    faults.add(
        Fault.of(
                "gradients-noisy",
                "gradients differ at random by up to "
                    + String.format(Locale.ROOT, "%.0e", NOISE)
                    + " of themselves",
                Symptom.in(Kind.GRADIENT, Kind.OPTIMIZER).gradual(),
                amended(GradientFaults::disturb).variant())
            .where(Conditions.learns()));
    faults.add(
        remembering(
            "gradients-stale",
            "each update takes the gradients of the epoch before",
            StaleGradients::new));
    for (String name : List.of("weight_ih", "weight_hh", "bias_ih", "weight")) {
      faults.add(untrained(name));
    }
    return faults;
  }

  private static Fault untrained(String name) {
    Fault fault =
        Fault.of(
                name.replace('_', '-') + "-untrained",
                name + " gets no gradient",
                Symptom.in(Kind.GRADIENT).of(name),
                amended(
                        (all, rounding) ->
                            Arrays.fill(all.all().get(all.layout().names().indexOf(name)), 0))
                    .variant())
            .where(Conditions.learns());
    // The first step multiplies weight_hh by a zero state.
    return name.equals("weight_hh") ? fault.where(Conditions.severalSteps()) : fault;
  }

  private static Fault remembering(String id, String sentence, Supplier<Amendment> amendment) {
    SeamChange change =
        (right, trainingCase, precision) ->
            right.withCell(AmendedPass.after(right.cell(), amendment.get()));
    return Fault.of(
            id, sentence, Symptom.in(Kind.GRADIENT).fromEpoch(2), change.rememberingVariant())
        .inFreeRunning()
        .where(Conditions.learns())
        .where(Conditions.severalEpochs());
  }

  private static SeamChange amended(Amendment amendment) {
    return CellFaults.withCell(right -> AmendedPass.after(right, amendment));
  }

  private static Amendment eachOf(DoubleUnaryOperator change) {
    return (gradients, rounding) -> {
      for (double[] gradient : gradients.all()) {
        Arrays.setAll(gradient, i -> rounding.of(change.applyAsDouble(gradient[i])));
      }
    };
  }

  /** The same element errs the same way in every epoch, so that trainings can be repeated. */
  private static void disturb(ParameterArrays gradients, Rounding rounding) {
    long element = 0;
    for (double[] gradient : gradients.all()) {
      for (int i = 0; i < gradient.length; i++) {
        double error = new SplittableRandom(element++).nextDouble(-NOISE, NOISE);
        gradient[i] = rounding.of(gradient[i] * (1 + error));
      }
    }
  }
}
