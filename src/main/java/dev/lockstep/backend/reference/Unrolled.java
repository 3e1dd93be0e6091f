package dev.lockstep.backend.reference;

import dev.lockstep.backend.reference.CellFormula.Step;
import dev.lockstep.backend.reference.CellFormula.StepGradient;
import java.util.Arrays;

/**
 * A cell that follows its formula step by step, forward and back through time. Where the text
 * repeats, a step that starts from the numbers of the step a period away is that step, and is not
 * computed again.
 *
 * @param formula one step
 */
public record Unrolled(CellFormula formula) implements Cell {

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    int period = Repetition.of(inputs).period();
    double[][] projections = parameters.inputProjections(rounding);
    Step[] steps = new Step[inputs.length];
    double[] state = start.toRow(formula.carriesCellState());
    for (int t = 0; t < inputs.length; t++) {
      boolean again = t >= period && Arrays.equals(state, steps[t - period].before());
      steps[t] =
          again
              ? steps[t - period]
              : formula.forward(parameters, projections[inputs[t]], state, rounding);
      state = steps[t].after();
    }
    double[] hidden = hidden(start.hidden(), steps);
    CellState end = CellState.ofRow(state, parameters.hidden());
    return new UnrolledPass(formula, parameters, inputs, rounding, period, steps, hidden, end);
  }

  private static double[] hidden(double[] start, Step[] steps) {
    int size = start.length;
    double[] hidden = new double[(steps.length + 1) * size];
    System.arraycopy(start, 0, hidden, 0, size);
    for (int t = 0; t < steps.length; t++) {
      System.arraycopy(steps[t].after(), 0, hidden, (t + 1) * size, size);
    }
    return hidden;
  }

  private record UnrolledPass(
      CellFormula formula,
      ParameterArrays parameters,
      int[] inputs,
      Rounding rounding,
      int period,
      Step[] steps,
      double[] hidden,
      CellState end)
      implements Pass {

    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      int size = parameters.hidden();
      double[][] byAfter = new double[steps.length][];
      StepGradient[] byStep = new StepGradient[steps.length];
      double[] carried = new double[formula.carriesCellState() ? 2 * size : size];
      for (int t = steps.length - 1; t >= 0; t--) {
        int later = t + period;
        boolean sameStep = later < steps.length && steps[t] == steps[later];
        if (sameStep && followedAlike(byStep, t) && alike(hiddenGradient, t, later)) {
          byAfter[t] = byAfter[later];
          byStep[t] = byStep[later];
        } else {
          byAfter[t] = carried.clone();
          for (int j = 0; j < size; j++) {
            byAfter[t][j] = rounding.of(hiddenGradient[t * size + j] + carried[j]);
          }
          boolean again = sameStep && Arrays.equals(byAfter[t], byAfter[later]);
          byStep[t] =
              again ? byStep[later] : formula.backward(parameters, steps[t], byAfter[t], rounding);
        }
        carried = byStep[t].byBefore();
      }
      CellGradients sums = new CellGradients(rounding, period, gradients);
      sums.addInput(byStep, inputs);
      sums.addHidden(byStep, steps, formula);
    }

    /** Whether the steps after two that lie a period apart handed back the same gradient. */
    private boolean followedAlike(StepGradient[] byStep, int t) {
      int afterLater = t + period + 1;
      return afterLater < byStep.length && byStep[t + 1] == byStep[afterLater];
    }

    private boolean alike(double[] hiddenGradient, int t, int other) {
      int size = parameters.hidden();
      return Arrays.equals(
          hiddenGradient,
          t * size,
          (t + 1) * size,
          hiddenGradient,
          other * size,
          (other + 1) * size);
    }
  }
}
