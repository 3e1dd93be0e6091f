package dev.lockstep.fault;

import dev.lockstep.backend.reference.CellFormula;
import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.recording.Kind;
import dev.lockstep.tensor.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Numbers in a format narrower than the training's. */
final class PrecisionFaults {
  private static final int TF32_BITS = 11;
  private static final int BFLOAT16_BITS = 8;

  private PrecisionFaults() {}

  static List<Fault> everyday() {
    return List.of(
        products("products-tf32", "matrix products round their operands to TF32", TF32_BITS)
            .reportedIn(
                "pytorch/pytorch/issues/53635",
                "pytorch/pytorch/issues/67384",
                "jax-ml/jax/issues/14022"),
        products(
            "products-bfloat16",
            "matrix products round their operands to bfloat16",
            BFLOAT16_BITS));
  }

  static List<Fault> further() {
    return List.of(
        Fault.of(
            "states-bfloat16",
            "the cell hands on its state in bfloat16",
            Symptom.faintlyForward(),
            RecurrenceFaults.withFormula(right -> new NarrowStep(right, ElementType.BF16))),
        Fault.of(
            "states-float16",
            "the cell hands on its state in float16",
            Symptom.faintlyForward(),
            RecurrenceFaults.withFormula(right -> new NarrowStep(right, ElementType.F16))),
        gradients(ElementType.BF16),
        gradients(ElementType.F16),
        Fault.of(
                "parameters-bfloat16",
                "parameters are kept in bfloat16, with no copy in float32",
                Symptom.in(Kind.PARAMETER),
                updated(PrecisionFaults::roundedParameters).variant())
            .reportedIn("NVIDIA/apex/issues/1728", "tensorflow/tensorflow/issues/58138"),
        Fault.of(
                "moments-bfloat16",
                "the optimizer keeps its moments in bfloat16",
                Symptom.in(Kind.OPTIMIZER),
                updated(PrecisionFaults::roundedMoments).where(Conditions.adam()).variant())
            .where(Conditions.adam())
            .where(Conditions.learns())
            .reportedIn("Nerogar/OneTrainer/issues/1005"));
  }

  private static Fault products(String id, String sentence, int bits) {
    SeamChange change =
        (right, trainingCase, precision) ->
            right.withRounding(right.rounding().withOperandBits(bits));
    return Fault.of(id, sentence, Symptom.faintlyForward(), change.variant());
  }

  private static Fault gradients(ElementType type) {
    return Fault.of(
            "gradients-" + type.label(),
            "gradients are handed over in " + type.label(),
            Symptom.in(Kind.GRADIENT),
            CellFaults.withCell(
                    right ->
                        AmendedPass.after(
                            right, (all, rounding) -> all.all().forEach(each -> round(each, type))))
                .variant())
        .where(Conditions.learns());
  }

  private static void round(double[] values, ElementType type) {
    Arrays.setAll(values, i -> type.round(values[i]));
  }

  private static SeamChange updated(UnaryOperator<Optimizer> wrong) {
    return (right, trainingCase, precision) -> right.withOptimizer(wrong.apply(right.optimizer()));
  }

  private static Optimizer roundedParameters(Optimizer right) {
    return (parameter, gradient, first, second, step, rounding) -> {
      right.update(parameter, gradient, first, second, step, rounding);
      round(parameter, ElementType.BF16);
    };
  }

  private static Optimizer roundedMoments(Optimizer right) {
    return (parameter, gradient, first, second, step, rounding) -> {
      right.update(parameter, gradient, first, second, step, rounding);
      round(first, ElementType.BF16);
      round(second, ElementType.BF16);
    };
  }

  /**
   * A step that hands on its state in a narrower format.
   *
   * @param right the step
   */
  private record NarrowStep(CellFormula right, ElementType type) implements CellFormula {

    @Override
    public boolean carriesCellState() {
      return right.carriesCellState();
    }

    @Override
    public Step forward(
        ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
      Step step = right.forward(parameters, projection, before, rounding);
      double[] after = step.after().clone();
      round(after, type);
      return new Step(step.before(), after, step.memory());
    }

    @Override
    public StepGradient backward(
        ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding) {
      return right.backward(parameters, step, byAfter, rounding);
    }
  }
}
