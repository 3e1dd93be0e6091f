package dev.lockstep.backend.nd4j;

import static dev.lockstep.model.ParameterLayout.BIAS_HH;
import static dev.lockstep.model.ParameterLayout.BIAS_IH;
import static dev.lockstep.model.ParameterLayout.WEIGHT_HH;
import static dev.lockstep.model.ParameterLayout.WEIGHT_IH;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code torch.nn.RNNCell} with f = tanh or relu:
 *
 * <pre>
 *   h_{t+1} = f(a_t),   a_t = W_ih x_t + b_ih + W_hh h_t + b_hh
 * </pre>
 *
 * <p>Backward, with G the gradient by the hidden states and f' taken from the value h_{t+1}:
 *
 * <pre>
 *   ∂h_{t+1}/∂h_t = diag(f'_t) W_hh             [H, H]
 *   da_t   = G_{t+1} ∘ f'_t                     [T, H]
 *   dW_ih  = daᵀ x,  dW_hh = daᵀ h,  db_ih = db_hh = Σ_t da_t
 * </pre>
 */
final class ElmanCell implements Cell {
  private final INDArray states;
  private final StateGradient stateGradient;
  private final Kernel prepare;
  private final Recurrence forward;
  private final Kernel slopes;
  private final Kernel parameterGradients;

  ElmanCell(
      Arena arena,
      Text text,
      ParameterArrays parameters,
      ParameterArrays gradients,
      Nonlinearity nonlinearity) {
    Kernels kernels = new Kernels(arena);
    int steps = text.steps();
    int length = Recurrence.windowLength(steps);
    INDArray weightHh = parameters.get(WEIGHT_HH);
    INDArray weightIhTransposed = parameters.get(WEIGHT_IH).transpose(); // [V, H]
    INDArray weightHhTransposed = weightHh.transpose();
    int hidden = weightHh.columns();
    INDArray bias = arena.zeros(hidden);
    this.states = arena.zeros(steps + 1, hidden);
    INDArray windowInputs = arena.zeros(length, hidden); // W_ih x + b_ih + b_hh
    INDArray windowStates = arena.zeros(length + 1, hidden);
    this.prepare = kernels.add(parameters.get(BIAS_IH), parameters.get(BIAS_HH), bias);
    this.forward =
        Recurrence.over(
            steps,
            window ->
                Kernel.sequence(
                    kernels.affine(
                        Slices.rows(text.inputs(), window.start(), window.end()),
                        weightIhTransposed,
                        bias,
                        Slices.rows(windowInputs, 0, window.length())),
                    kernels.copy(Slices.row(states, window.start()), Slices.row(windowStates, 0))),
            place ->
                Kernel.sequence(
                    kernels.affine(
                        Slices.row(windowStates, place),
                        weightHhTransposed,
                        Slices.vector(windowInputs, place),
                        Slices.row(windowStates, place + 1L)),
                    nonlinearity.apply(kernels, Slices.vector(windowStates, place + 1L))),
            window ->
                kernels.copy(
                    Slices.rows(windowStates, 1, window.length() + 1L),
                    Slices.rows(states, window.start() + 1L, window.end() + 1L)));

    INDArray slope = arena.zeros(steps, hidden);
    INDArray da = arena.zeros(steps, hidden);
    this.slopes = nonlinearity.slope(kernels, Slices.rows(states, 1, steps + 1L), slope);
    this.stateGradient =
        new StateGradient(
            arena,
            steps,
            hidden,
            (window, out) ->
                kernels.multiply(
                    Slices.reshape(
                        Slices.rows(slope, window.start(), window.end()),
                        window.length(),
                        hidden,
                        1),
                    Slices.reshape(weightHh, 1, hidden, hidden),
                    out));
    this.parameterGradients =
        Kernel.sequence(
            kernels.multiply(stateGradient.afterEachStep(), slope, da),
            kernels.transposedProduct(da, text.inputs(), gradients.get(WEIGHT_IH)),
            kernels.transposedProduct(da, Slices.rows(states, 0, steps), gradients.get(WEIGHT_HH)),
            kernels.sumOver(0, da, gradients.get(BIAS_IH)),
            kernels.copy(gradients.get(BIAS_IH), gradients.get(BIAS_HH)));
  }

  @Override
  public void forward() {
    prepare.run();
    forward.forward();
  }

  @Override
  public void backward() {
    slopes.run();
    stateGradient.run();
    parameterGradients.run();
  }

  @Override
  public INDArray states() {
    return states;
  }

  @Override
  public INDArray upstream() {
    return stateGradient.upstream();
  }
}
