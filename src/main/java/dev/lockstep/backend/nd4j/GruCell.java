package dev.lockstep.backend.nd4j;

import static dev.lockstep.model.ParameterLayout.BIAS_HH;
import static dev.lockstep.model.ParameterLayout.BIAS_IH;
import static dev.lockstep.model.ParameterLayout.WEIGHT_HH;
import static dev.lockstep.model.ParameterLayout.WEIGHT_IH;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code torch.nn.GRUCell}, the reset applied after the product:
 *
 * <pre>
 *   r, z = σ(W_i x + b_i + W_h h + b_h)
 *   q = W_hn h + b_hn
 *   n = tanh(W_in x + b_in + r ∘ q)
 *   h_{t+1} = (1 - z) ∘ n + z ∘ h_t = n + z ∘ (h_t - n)
 * </pre>
 *
 * <p>A step's numbers lie in one row, {@code [r z q n]}, so that one product with the hidden state
 * gives the first three, and one sigmoid covers both gates.
 *
 * <p>Backward, with dh the gradient by h_{t+1}:
 *
 * <pre>
 *   da_z = dh p_z,   p_z = (h_t - n) z (1 - z)
 *   da_n = dh p_n,   p_n = (1 - z) (1 - n²)
 *   dq   = dh p_q,   p_q = p_n r
 *   da_r = dh p_r,   p_r = p_n q r (1 - r)
 *   ∂h_{t+1}/∂h_t = diag(z) + diag(p_r) W_hr + diag(p_z) W_hz + diag(p_q) W_hn
 * </pre>
 *
 * <p>The input side of the parameters sees [da_r da_z da_n], the hidden side [da_r da_z dq].
 */
final class GruCell implements Cell {
  private final INDArray states;
  private final StateGradient stateGradient;
  private final Kernel prepare;
  private final Recurrence forward;
  private final Kernel coefficients;
  private final Kernel parameterGradients;

  GruCell(Arena arena, Text text, ParameterArrays parameters, ParameterArrays gradients) {
    Kernels kernels = new Kernels(arena);
    int steps = text.steps();
    INDArray weightHh = parameters.get(WEIGHT_HH);
    int h = weightHh.columns();
    this.states = arena.zeros(steps + 1, h);
    INDArray rows = arena.zeros(steps, 4L * h); // [r z q n] of each step

    // What a row starts from: W_ih x with the biases that may be added to it, and b_hn for q.
    INDArray weightIh = arena.zeros(4L * h, text.inputs().columns()); // zero rows for q
    INDArray bias = arena.zeros(4L * h);
    this.prepare = inputParameters(kernels, parameters, weightIh, bias, h);
    this.forward =
        forward(arena, kernels, text, weightIh.transpose(), weightHh.transpose(), bias, rows);

    INDArray hiddenSide = arena.zeros(steps, 3L * h); // [p_r p_z p_q]
    INDArray pN = arena.zeros(steps, h);
    this.coefficients = coefficients(arena, kernels, rows, hiddenSide, pN);
    INDArray z = Slices.columns(rows, h, 2L * h);
    INDArray terms = arena.zeros(Recurrence.windowLength(steps), 3, h, h);
    this.stateGradient =
        new StateGradient(
            arena,
            steps,
            h,
            (window, out) -> {
              int n = window.length();
              INDArray windowTerms = Slices.rows(terms, 0, n);
              INDArray diagonals = Slices.blockDiagonals(out, 0, 0, h);
              return Kernel.sequence(
                  kernels.multiply(
                      Slices.reshape(steps(hiddenSide, window), n, 3, h, 1),
                      Slices.reshape(weightHh, 1, 3, h, h),
                      windowTerms),
                  kernels.sumOver(1, windowTerms, out),
                  kernels.add(diagonals, steps(z, window), diagonals));
            });
    this.parameterGradients = parameterGradients(arena, kernels, text, gradients, hiddenSide, pN);
  }

  private static Kernel inputParameters(
      Kernels kernels, ParameterArrays parameters, INDArray weightIh, INDArray bias, long h) {
    INDArray weight = parameters.get(WEIGHT_IH);
    INDArray biasIh = parameters.get(BIAS_IH);
    INDArray biasHh = parameters.get(BIAS_HH);
    return Kernel.sequence(
        kernels.copy(Slices.rows(weight, 0, 2 * h), Slices.rows(weightIh, 0, 2 * h)),
        kernels.copy(Slices.rows(weight, 2 * h, 3 * h), Slices.rows(weightIh, 3 * h, 4 * h)),
        kernels.add(
            Slices.rows(biasIh, 0, 2 * h),
            Slices.rows(biasHh, 0, 2 * h),
            Slices.rows(bias, 0, 2 * h)),
        kernels.copy(Slices.rows(biasHh, 2 * h, 3 * h), Slices.rows(bias, 2 * h, 3 * h)),
        kernels.copy(Slices.rows(biasIh, 2 * h, 3 * h), Slices.rows(bias, 3 * h, 4 * h)));
  }

  private Recurrence forward(
      Arena arena,
      Kernels kernels,
      Text text,
      INDArray weightIhTransposed,
      INDArray weightHhTransposed,
      INDArray bias,
      INDArray rows) {
    long h = weightHhTransposed.rows();
    int length = Recurrence.windowLength(text.steps());
    INDArray windowInputs = arena.zeros(length, 4 * h);
    INDArray windowStates = arena.zeros(length + 1, h);
    INDArray windowRows = arena.zeros(length, 4 * h);
    INDArray difference = arena.zeros(h);
    return Recurrence.over(
        text.steps(),
        window ->
            Kernel.sequence(
                kernels.affine(
                    steps(text.inputs(), window),
                    weightIhTransposed,
                    bias,
                    Slices.rows(windowInputs, 0, window.length())),
                kernels.copy(Slices.row(states, window.start()), Slices.row(windowStates, 0))),
        place -> {
          INDArray gates = Slices.vector(windowRows, place, 0, 2 * h);
          INDArray z = Slices.vector(windowRows, place, h, 2 * h);
          INDArray n = Slices.vector(windowRows, place, 3 * h, 4 * h);
          INDArray next = Slices.vector(windowStates, place + 1L);
          return Kernel.sequence(
              kernels.affine(
                  Slices.row(windowStates, place),
                  weightHhTransposed,
                  Slices.vector(windowInputs, place, 0, 3 * h),
                  Slices.columns(Slices.row(windowRows, place), 0, 3 * h)),
              kernels.sigmoid(gates, gates),
              kernels.multiply(
                  Slices.vector(windowRows, place, 0, h),
                  Slices.vector(windowRows, place, 2 * h, 3 * h),
                  n),
              kernels.add(n, Slices.vector(windowInputs, place, 3 * h, 4 * h), n),
              kernels.tanh(n, n),
              kernels.subtract(Slices.vector(windowStates, place), n, difference),
              kernels.multiply(z, difference, next),
              kernels.add(next, n, next));
        },
        window ->
            Kernel.sequence(
                kernels.copy(
                    Slices.rows(windowStates, 1, window.length() + 1L),
                    Slices.rows(states, window.start() + 1L, window.end() + 1L)),
                kernels.copy(Slices.rows(windowRows, 0, window.length()), steps(rows, window))));
  }

  private Kernel coefficients(
      Arena arena, Kernels kernels, INDArray rows, INDArray hiddenSide, INDArray pN) {
    long steps = pN.rows();
    long h = pN.columns();
    INDArray r = Slices.columns(rows, 0, h);
    INDArray z = Slices.columns(rows, h, 2 * h);
    INDArray q = Slices.columns(rows, 2 * h, 3 * h);
    INDArray n = Slices.columns(rows, 3 * h, 4 * h);
    INDArray pR = Slices.columns(hiddenSide, 0, h);
    INDArray pZ = Slices.columns(hiddenSide, h, 2 * h);
    INDArray pQ = Slices.columns(hiddenSide, 2 * h, 3 * h);
    INDArray scratch = arena.zeros(steps, h);
    return Kernel.sequence(
        kernels.sigmoidSlope(Slices.columns(rows, 0, 2 * h), Slices.columns(hiddenSide, 0, 2 * h)),
        kernels.subtract(Slices.rows(states, 0, steps), n, scratch),
        kernels.multiply(pZ, scratch, pZ),
        kernels.tanhSlope(n, pN),
        kernels.oneMinus(z, scratch),
        kernels.multiply(pN, scratch, pN),
        kernels.multiply(pN, r, pQ),
        kernels.multiply(pN, q, scratch),
        kernels.multiply(pR, scratch, pR));
  }

  private Kernel parameterGradients(
      Arena arena,
      Kernels kernels,
      Text text,
      ParameterArrays gradients,
      INDArray hiddenSide,
      INDArray pN) {
    int steps = text.steps();
    long h = pN.columns();
    INDArray dh = stateGradient.afterEachStep();
    INDArray daHidden = arena.zeros(steps, 3 * h); // [da_r da_z dq]
    INDArray daInput = arena.zeros(steps, 3 * h); // [da_r da_z da_n]
    return Kernel.sequence(
        kernels.multiply(
            Slices.reshape(dh, steps, 1, h),
            Slices.reshape(hiddenSide, steps, 3, h),
            Slices.reshape(daHidden, steps, 3, h)),
        kernels.copy(Slices.columns(daHidden, 0, 2 * h), Slices.columns(daInput, 0, 2 * h)),
        kernels.multiply(dh, pN, Slices.columns(daInput, 2 * h, 3 * h)),
        kernels.transposedProduct(daInput, text.inputs(), gradients.get(WEIGHT_IH)),
        kernels.transposedProduct(
            daHidden, Slices.rows(states, 0, steps), gradients.get(WEIGHT_HH)),
        kernels.sumOver(0, daInput, gradients.get(BIAS_IH)),
        kernels.sumOver(0, daHidden, gradients.get(BIAS_HH)));
  }

  private static INDArray steps(INDArray array, Recurrence.Window window) {
    return Slices.rows(array, window.start(), window.end());
  }

  @Override
  public void forward() {
    prepare.run();
    forward.forward();
  }

  @Override
  public void backward() {
    coefficients.run();
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
