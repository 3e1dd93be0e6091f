package dev.lockstep.backend.djl;

import static dev.lockstep.cases.OptimizerSpec.Adam.BETA1;
import static dev.lockstep.cases.OptimizerSpec.Adam.BETA2;
import static dev.lockstep.cases.OptimizerSpec.Adam.EPSILON;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.tensor.Precision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code torch.optim.Adam}: Kingma and Ba, "Adam" (2015), algorithm 1, with epsilon added to the
 * bias-corrected root, √v̂ + ε.
 *
 * <p>DJL's own {@code Adam} adds epsilon to the root before the correction, √v + ε, as the end of
 * the paper's section 2 suggests. That is another rule where a gradient is near epsilon; and its
 * settings are float32, too coarse for a float64 training.
 */
final class TorchAdam implements DjlOptimizer {
  private final double learningRate;
  private final ParameterLayout layout;
  private final Precision precision;
  private final NDManager manager;
  private final List<NDArray> first;
  private final List<NDArray> second;

  TorchAdam(
      OptimizerSpec.Adam spec, ParameterLayout layout, NDManager manager, Precision precision) {
    this.learningRate = spec.learningRate();
    this.layout = layout;
    this.precision = precision;
    this.manager = manager;
    this.first = zeros();
    this.second = zeros();
  }

  private List<NDArray> zeros() {
    return layout.names().stream()
        .map(layout::shape)
        .map(shape -> manager.zeros(HostCopy.shape(shape), HostCopy.dataType(precision)))
        .toList();
  }

  @Override
  public List<NDArray> memory() {
    return Stream.of(first, second).flatMap(List::stream).toList();
  }

  @Override
  public NDArray update(int index, NDArray values, NDArray gradient, int step) {
    NDArray mean = first.get(index);
    NDArray square = second.get(index);
    mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
    square.muli(BETA2).addi(gradient.mul(gradient).muli(1 - BETA2));
    double stepSize = learningRate / (1 - Math.pow(BETA1, step));
    double rootCorrection = Math.sqrt(1 - Math.pow(BETA2, step));
    NDArray root = square.sqrt().divi(rootCorrection).addi(EPSILON);
    return values.sub(mean.mul(stepSize).divi(root));
  }

  @Override
  public Optional<Moments> moments() {
    return Optional.of(
        new Moments(HostCopy.toHost(first, layout), HostCopy.toHost(second, layout)));
  }

  @Override
  public void load(ModelState state) {
    Moments moments =
        state
            .moments()
            .orElseThrow(
                () -> new IllegalArgumentException("adam needs moments, and the state has none"));
    for (int i = 0; i < first.size(); i++) {
      first.get(i).intern(HostCopy.toDevice(manager, moments.first().tensors().get(i), precision));
      second
          .get(i)
          .intern(HostCopy.toDevice(manager, moments.second().tensors().get(i), precision));
    }
  }
}
