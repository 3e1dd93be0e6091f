package dev.lockstep.backend.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The backward recurrence of every cell. Back-propagation is linear, so a step is its Jacobian: let
 * s_t [S] be what is carried before step t (the hidden state, and the cell state where there is
 * one), J_t = ∂s_{t+1}/∂s_t [S, S] in row-vector form, and u_t the gradient that reaches s_t from
 * outside the cell. Then the gradient of the loss by s_t is
 *
 * <pre>
 *   G_T = u_T,   G_t = G_{t+1} J_t + u_t,   t = T-1 .. 0
 * </pre>
 *
 * <p>The Jacobians of a window are built together, before its steps.
 */
final class StateGradient {
  private final INDArray upstream;
  private final INDArray gradient;
  private final Kernel last;
  private final Recurrence recurrence;

  /** Makes the kernel that overwrites the Jacobians of a window. */
  @FunctionalInterface
  interface Jacobians {
    /**
     * @param window the steps
     * @param out where J_t goes, one matrix a step of the window, [n, S, S]
     */
    Kernel of(Recurrence.Window window, INDArray out);
  }

  /**
   * @param steps T
   * @param size S
   */
  StateGradient(Arena arena, int steps, int size, Jacobians jacobians) {
    Kernels kernels = new Kernels(arena);
    int length = Recurrence.windowLength(steps);
    this.upstream = arena.zeros(steps + 1, size);
    this.gradient = arena.zeros(steps + 1, size);
    INDArray jacobian = arena.zeros(length, size, size);
    INDArray windowUpstream = arena.zeros(length, size);
    INDArray windowGradient = arena.zeros(length + 1, size);
    this.last = kernels.copy(Slices.row(upstream, steps), Slices.row(gradient, steps));
    this.recurrence =
        Recurrence.over(
            steps,
            window ->
                Kernel.sequence(
                    jacobians.of(window, Slices.rows(jacobian, 0, window.length())),
                    kernels.copy(
                        Slices.rows(upstream, window.start(), window.end()),
                        Slices.rows(windowUpstream, 0, window.length())),
                    kernels.copy(
                        Slices.row(gradient, window.end()),
                        Slices.row(windowGradient, window.length()))),
            place ->
                kernels.affine(
                    Slices.row(windowGradient, place + 1L),
                    Slices.matrix(jacobian, place),
                    Slices.vector(windowUpstream, place),
                    Slices.row(windowGradient, place)),
            window ->
                kernels.copy(
                    Slices.rows(windowGradient, 0, window.length()),
                    Slices.rows(gradient, window.start(), window.end())));
  }

  /** Overwrites the gradients of all states, last to first. */
  void run() {
    last.run();
    recurrence.backward();
  }

  /** u_1 .. u_T, to be written from outside, [T, S]; u_0 stays zero. */
  INDArray upstream() {
    return Slices.rows(upstream, 1, upstream.rows());
  }

  /** G_1 .. G_T, the gradient by the state after each step, [T, S]. */
  INDArray afterEachStep() {
    return Slices.rows(gradient, 1, gradient.rows());
  }
}
