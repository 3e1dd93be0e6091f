package dev.lockstep.backend.nd4j;

import static dev.lockstep.cases.OptimizerSpec.Adam.BETA1;
import static dev.lockstep.cases.OptimizerSpec.Adam.BETA2;
import static dev.lockstep.cases.OptimizerSpec.Adam.EPSILON;

import dev.lockstep.model.Moments;
import dev.lockstep.model.ParameterLayout;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code torch.optim.Adam}: with gradient g and update number t,
 *
 * <pre>
 *   m = β1 m + (1 - β1) g
 *   v = β2 v + (1 - β2) g²
 *   p = p - lr / (1 - β1ᵗ) · m / (√v / √(1 - β2ᵗ) + ε)
 * </pre>
 *
 * <p>ND4J's own {@code adam_updater} is not used: it adds ε before the bias correction, and in
 * float32 it also rounds β2 before it forms 1 - β2, which puts v off by about 1e-5 of its size.
 */
final class Adam implements Optimizer {
  private final ParameterArrays first;
  private final ParameterArrays second;
  private final INDArray rootOfCorrection;
  private final INDArray stepSize;
  private final double learningRate;
  private final Kernel update;

  Adam(Arena arena, ParameterArrays parameters, ParameterArrays gradients, double learningRate) {
    ParameterLayout layout = parameters.layout();
    this.first = new ParameterArrays(arena, layout);
    this.second = new ParameterArrays(arena, layout);
    this.rootOfCorrection = arena.zeros(1);
    this.stepSize = arena.zeros(1);
    this.learningRate = learningRate;
    Kernels kernels = new Kernels(arena);
    INDArray p = parameters.vector();
    INDArray g = gradients.vector();
    INDArray m = first.vector();
    INDArray v = second.vector();
    INDArray scratch = arena.zeros(layout.size());
    INDArray epsilon = arena.zeros(1);
    arena.write(epsilon, new double[] {EPSILON});
    this.update =
        Kernel.sequence(
            kernels.scale(BETA1, m),
            kernels.accumulate(1 - BETA1, g, m),
            kernels.square(g, scratch),
            kernels.scale(BETA2, v),
            kernels.accumulate(1 - BETA2, scratch, v),
            kernels.sqrt(v, scratch),
            kernels.divide(scratch, rootOfCorrection, scratch),
            kernels.add(scratch, epsilon, scratch),
            kernels.divide(m, scratch, scratch),
            kernels.multiply(scratch, stepSize, scratch),
            kernels.accumulate(-1, scratch, p));
  }

  @Override
  public void update(int step) {
    rootOfCorrection.putScalar(0, Math.sqrt(1 - Math.pow(BETA2, step)));
    stepSize.putScalar(0, learningRate / (1 - Math.pow(BETA1, step)));
    update.run();
  }

  @Override
  public Optional<Moments> moments() {
    return Optional.of(new Moments(first.read(), second.read()));
  }

  @Override
  public void load(Optional<Moments> moments) {
    Moments present =
        moments.orElseThrow(() -> new IllegalArgumentException("Adam needs its moments"));
    first.write(present.first());
    second.write(present.second());
  }
}
