package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellFormula;
import dev.lockstep.backend.reference.Unrolled;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.recording.Kind;
import java.util.List;
import java.util.function.UnaryOperator;

/** Right steps in a wrong sequence, forward or back through time. */
final class RecurrenceFaults {
  private static final int WINDOW = 10;

  private RecurrenceFaults() {}

  static List<Fault> further() {
    return List.of(
        Fault.of(
                "propagation-cut",
                "gradients stop after every " + WINDOW + " steps",
                Symptom.in(Kind.GRADIENT),
                CellFaults.withCell(right -> new DetachedSteps(right, WINDOW)).variant())
            .where(Conditions.learns())
            .where(Conditions.steps(WINDOW + 1))
            .reportedIn("OpenNMT/OpenNMT-py/issues/1148", "FluxML/Flux.jl/issues/636"),
        Fault.of(
                "propagation-untransposed",
                "gradients go back through weight_hh as it stands, not transposed",
                Symptom.in(Kind.GRADIENT),
                withFormula(UntransposedStep::new))
            .where(Conditions.learns())
            .where(Conditions.severalSteps())
            .where(Conditions.severalUnits()),
        Fault.of(
                "gradient-of-later-state",
                "the gradient by weight_hh takes the state after each step for the one before",
                Symptom.in(Kind.GRADIENT).of("weight_hh"),
                withFormula(LaterStateStep::new))
            .where(Conditions.learns())
            .reportedIn("VikParuchuri/zero_to_gpt/issues/9"),
        Fault.of(
                "sequence-reversed",
                "the cell runs from the last input to the first",
                Symptom.forward(),
                CellFaults.withCell(SequenceCell::reversed).variant())
            .where(Conditions.severalSteps())
            .reportedIn("microsoft/onnxruntime/issues/4187", "onnx/keras-onnx/issues/523"),
        Fault.of(
            "state-read-before-step",
            "the linear layer reads the state before each step and not after it",
            Symptom.forward(),
            CellFaults.withCell(SequenceCell::delayed).variant()));
  }

  static Variant withFormula(UnaryOperator<CellFormula> wrong) {
    SeamChange change =
        (right, trainingCase, precision) ->
            right.withCell(new Unrolled(wrong.apply(formula(trainingCase))));
    return change.variant();
  }

  private static CellFormula formula(TrainingCase trainingCase) {
    CellKind kind = trainingCase.cell();
    return ((Unrolled) Cell.of(kind)).formula();
  }
}
