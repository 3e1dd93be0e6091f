package dev.lockstep.backend.nd4j;

import static dev.lockstep.model.ParameterLayout.BIAS_HH;
import static dev.lockstep.model.ParameterLayout.BIAS_IH;
import static dev.lockstep.model.ParameterLayout.WEIGHT_HH;
import static dev.lockstep.model.ParameterLayout.WEIGHT_IH;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code torch.nn.LSTMCell}: with σ the sigmoid and W x + b the sum of input and hidden product and
 * both biases,
 *
 * <pre>
 *   i, f, o = σ(...),  g = tanh(...)
 *   c_{t+1} = f ∘ c_t + i ∘ g
 *   h_{t+1} = o ∘ tanh(c_{t+1})
 * </pre>
 *
 * <p>A step's numbers lie in one row, {@code [o i f g c]}, so that one sigmoid covers three gates
 * and one product of {@code [i f]} and {@code [g c]} gives both terms of the next cell state. It
 * goes to the g and c places of the next row, where the first is added to the second; the next step
 * then overwrites g.
 *
 * <p>Backward, with τ = tanh(c_{t+1}), and [dh, dc] the gradient by the state after step t as it
 * comes from the steps after it:
 *
 * <pre>
 *   k = o (1 - τ²),   dc' = dc + dh k                     the whole gradient by c_{t+1}
 *   da_i = dc' p_i,   p_i = g i (1 - i)
 *   da_f = dc' p_f,   p_f = c_t f (1 - f)
 *   da_g = dc' p_g,   p_g = i (1 - g²)
 *   da_o = dh  p_o,   p_o = τ o (1 - o)
 *   gradient by c_t = dc' f,   by h_t = da W_hh
 * </pre>
 *
 * <p>So with M = Σ_{q ∈ i,f,g} diag(p_q) W_q the Jacobian of [h_{t+1}, c_{t+1}] by [h_t, c_t] is
 *
 * <pre>
 *   diag(p_o) W_o + diag(k) M    diag(k f)
 *   M                            diag(f)
 * </pre>
 */
final class LstmCell implements Cell {
  private final INDArray states;
  private final StateGradient stateGradient;
  private final Kernel prepare;
  private final Recurrence forward;
  private final Kernel coefficients;
  private final Kernel parameterGradients;

  LstmCell(Arena arena, Text text, ParameterArrays parameters, ParameterArrays gradients) {
    Kernels kernels = new Kernels(arena);
    int steps = text.steps();
    int h = parameters.get(WEIGHT_HH).columns();
    this.states = arena.zeros(steps + 1, h);
    INDArray rows = arena.zeros(steps + 1, 5L * h); // [o i f g c] of each step
    INDArray tanhC = arena.zeros(steps, h);

    // The parameters in the order of a row.
    INDArray weightIh = arena.zeros(4L * h, text.inputs().columns());
    INDArray weightHh = arena.zeros(4L * h, h);
    INDArray bias = arena.zeros(4L * h);
    INDArray biasSum = arena.zeros(4L * h);
    this.prepare =
        Kernel.sequence(
            rotate(kernels, parameters.get(WEIGHT_IH), weightIh, h),
            rotate(kernels, parameters.get(WEIGHT_HH), weightHh, h),
            kernels.add(parameters.get(BIAS_IH), parameters.get(BIAS_HH), biasSum),
            rotate(kernels, biasSum, bias, h));
    this.forward =
        forward(
            arena, kernels, text, weightIh.transpose(), weightHh.transpose(), bias, rows, tanhC);

    INDArray p = arena.zeros(steps, 3L * h); // [p_i p_f p_g]
    INDArray pO = arena.zeros(steps, h);
    INDArray k = arena.zeros(steps, h);
    INDArray kf = arena.zeros(steps, h);
    INDArray f = Slices.columns(Slices.rows(rows, 0, steps), 2L * h, 3L * h);
    this.coefficients = coefficients(arena, kernels, rows, tanhC, p, pO, k, kf);
    INDArray weight = parameters.get(WEIGHT_HH); // [i f g o] blocks of rows
    INDArray terms = arena.zeros(Recurrence.windowLength(steps), 3, h, h);
    INDArray scaled = arena.zeros(Recurrence.windowLength(steps), h, h);
    this.stateGradient =
        new StateGradient(
            arena,
            steps,
            2 * h,
            (window, out) -> {
              int n = window.length();
              INDArray corner = Slices.blocks(out, 0, 0, h);
              INDArray m = Slices.blocks(out, h, 0, h);
              INDArray windowTerms = Slices.rows(terms, 0, n);
              INDArray windowScaled = Slices.rows(scaled, 0, n);
              return Kernel.sequence(
                  kernels.multiply(
                      Slices.reshape(steps(p, window), n, 3, h, 1),
                      Slices.reshape(Slices.rows(weight, 0, 3L * h), 1, 3, h, h),
                      windowTerms),
                  kernels.sumOver(1, windowTerms, m),
                  kernels.multiply(Slices.reshape(steps(k, window), n, h, 1), m, windowScaled),
                  kernels.multiply(
                      Slices.reshape(steps(pO, window), n, h, 1),
                      Slices.reshape(Slices.rows(weight, 3L * h, 4L * h), 1, h, h),
                      corner),
                  kernels.add(corner, windowScaled, corner),
                  kernels.copy(steps(kf, window), Slices.blockDiagonals(out, 0, h, h)),
                  kernels.copy(steps(f, window), Slices.blockDiagonals(out, h, h, h)));
            });
    this.parameterGradients = parameterGradients(arena, kernels, text, gradients, p, pO, k);
  }

  private Recurrence forward(
      Arena arena,
      Kernels kernels,
      Text text,
      INDArray weightIhTransposed,
      INDArray weightHhTransposed,
      INDArray bias,
      INDArray rows,
      INDArray tanhC) {
    long h = weightHhTransposed.rows();
    int length = Recurrence.windowLength(text.steps());
    INDArray windowInputs = arena.zeros(length, 4 * h);
    INDArray windowStates = arena.zeros(length + 1, h);
    INDArray windowRows = arena.zeros(length + 1, 5 * h);
    INDArray windowTanhC = arena.zeros(length, h);
    return Recurrence.over(
        text.steps(),
        window ->
            Kernel.sequence(
                kernels.affine(
                    steps(text.inputs(), window),
                    weightIhTransposed,
                    bias,
                    Slices.rows(windowInputs, 0, window.length())),
                kernels.copy(Slices.row(states, window.start()), Slices.row(windowStates, 0)),
                kernels.copy(Slices.row(rows, window.start()), Slices.row(windowRows, 0))),
        place -> {
          INDArray sigmoids = Slices.vector(windowRows, place, 0, 3 * h);
          INDArray g = Slices.vector(windowRows, place, 3 * h, 4 * h);
          INDArray nextG = Slices.vector(windowRows, place + 1L, 3 * h, 4 * h);
          INDArray nextC = Slices.vector(windowRows, place + 1L, 4 * h, 5 * h);
          INDArray tanhNextC = Slices.vector(windowTanhC, place);
          return Kernel.sequence(
              kernels.affine(
                  Slices.row(windowStates, place),
                  weightHhTransposed,
                  Slices.vector(windowInputs, place),
                  Slices.columns(Slices.row(windowRows, place), 0, 4 * h)),
              kernels.sigmoid(sigmoids, sigmoids),
              kernels.tanh(g, g),
              kernels.multiply(
                  Slices.vector(windowRows, place, h, 3 * h),
                  Slices.vector(windowRows, place, 3 * h, 5 * h),
                  Slices.vector(windowRows, place + 1L, 3 * h, 5 * h)),
              kernels.add(nextC, nextG, nextC),
              kernels.tanh(nextC, tanhNextC),
              kernels.multiply(
                  Slices.vector(windowRows, place, 0, h),
                  tanhNextC,
                  Slices.vector(windowStates, place + 1L)));
        },
        window ->
            Kernel.sequence(
                kernels.copy(
                    Slices.rows(windowStates, 1, window.length() + 1L),
                    Slices.rows(states, window.start() + 1L, window.end() + 1L)),
                kernels.copy(
                    Slices.rows(windowRows, 0, window.length() + 1L),
                    Slices.rows(rows, window.start(), window.end() + 1L)),
                kernels.copy(Slices.rows(windowTanhC, 0, window.length()), steps(tanhC, window))));
  }

  private static Kernel coefficients(
      Arena arena,
      Kernels kernels,
      INDArray rows,
      INDArray tanhC,
      INDArray p,
      INDArray pO,
      INDArray k,
      INDArray kf) {
    long steps = tanhC.rows();
    long h = tanhC.columns();
    INDArray all = Slices.rows(rows, 0, steps);
    INDArray o = Slices.columns(all, 0, h);
    INDArray i = Slices.columns(all, h, 2 * h);
    INDArray f = Slices.columns(all, 2 * h, 3 * h);
    INDArray g = Slices.columns(all, 3 * h, 4 * h);
    INDArray slopes = arena.zeros(steps, 3 * h); // of o, i and f
    INDArray slopeG = arena.zeros(steps, h);
    return Kernel.sequence(
        kernels.sigmoidSlope(Slices.columns(all, 0, 3 * h), slopes),
        kernels.multiply(
            Slices.columns(all, 3 * h, 5 * h), // [g c]
            Slices.columns(slopes, h, 3 * h),
            Slices.columns(p, 0, 2 * h)),
        kernels.tanhSlope(g, slopeG),
        kernels.multiply(i, slopeG, Slices.columns(p, 2 * h, 3 * h)),
        kernels.multiply(tanhC, Slices.columns(slopes, 0, h), pO),
        kernels.tanhSlope(tanhC, k),
        kernels.multiply(k, o, k),
        kernels.multiply(k, f, kf));
  }

  private Kernel parameterGradients(
      Arena arena,
      Kernels kernels,
      Text text,
      ParameterArrays gradients,
      INDArray p,
      INDArray pO,
      INDArray k) {
    int steps = text.steps();
    long h = k.columns();
    INDArray dh = Slices.columns(stateGradient.afterEachStep(), 0, h);
    INDArray dc = Slices.columns(stateGradient.afterEachStep(), h, 2 * h);
    INDArray wholeDc = arena.zeros(steps, h);
    INDArray daIfg = arena.zeros(steps, 3 * h);
    INDArray daO = arena.zeros(steps, h);
    INDArray da = arena.zeros(steps, 4 * h); // in PyTorch's order, [i f g o]
    return Kernel.sequence(
        kernels.multiply(dh, k, wholeDc),
        kernels.add(wholeDc, dc, wholeDc),
        kernels.multiply(
            Slices.reshape(wholeDc, steps, 1, h),
            Slices.reshape(p, steps, 3, h),
            Slices.reshape(daIfg, steps, 3, h)),
        kernels.multiply(dh, pO, daO),
        kernels.copy(daIfg, Slices.columns(da, 0, 3 * h)),
        kernels.copy(daO, Slices.columns(da, 3 * h, 4 * h)),
        kernels.transposedProduct(da, text.inputs(), gradients.get(WEIGHT_IH)),
        kernels.transposedProduct(da, Slices.rows(states, 0, steps), gradients.get(WEIGHT_HH)),
        kernels.sumOver(0, da, gradients.get(BIAS_IH)),
        kernels.copy(gradients.get(BIAS_IH), gradients.get(BIAS_HH)));
  }

  /** From PyTorch's order of gates, [i f g o], to that of a row, [o i f g]. */
  private static Kernel rotate(Kernels kernels, INDArray in, INDArray out, long h) {
    return Kernel.sequence(
        kernels.copy(Slices.rows(in, 3 * h, 4 * h), Slices.rows(out, 0, h)),
        kernels.copy(Slices.rows(in, 0, 3 * h), Slices.rows(out, h, 4 * h)));
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
    return Slices.columns(stateGradient.upstream(), 0, states.columns());
  }
}
