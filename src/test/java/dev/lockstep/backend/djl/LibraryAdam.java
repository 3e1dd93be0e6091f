package dev.lockstep.backend.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.tensor.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** DJL's own Adam, which is not PyTorch's. */
final class LibraryAdam implements DjlOptimizer {
  private final ParameterLayout layout;
  private final NDManager manager;
  private final Precision precision;
  private final List<NDArray> first;
  private final List<NDArray> second;
  private final Rule rule;

  LibraryAdam(OptimizerSpec spec, ParameterLayout layout, NDManager manager, Precision precision) {
    this.layout = layout;
    this.manager = manager;
    this.precision = precision;
    this.first = zeros();
    this.second = zeros();
    this.rule = new Rule((float) spec.learningRate());
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
    NDArray updated = values.duplicate();
    rule.step = step;
    rule.update(layout.names().get(index), updated, gradient);
    return updated;
  }

  @Override
  public Optional<Moments> moments() {
    return Optional.of(
        new Moments(HostCopy.toHost(first, layout), HostCopy.toHost(second, layout)));
  }

  @Override
  public void load(ModelState state) {
    Moments moments = state.moments().orElseThrow();
    for (int i = 0; i < first.size(); i++) {
      first.get(i).intern(HostCopy.toDevice(manager, moments.first().tensors().get(i), precision));
      second
          .get(i)
          .intern(HostCopy.toDevice(manager, moments.second().tensors().get(i), precision));
    }
  }

  /** The library's rule with its moments and its count of updates kept where they can be loaded. */
  private final class Rule extends Adam {
    private Map<String, Map<Device, NDArray>> means;
    private int step;

    Rule(float learningRate) {
      super(builder().optLearningRateTracker(Tracker.fixed(learningRate)));
    }

    @Override
    protected int updateCount(String parameter) {
      return step;
    }

    /** The library asks for a parameter's mean first, then for its variance. */
    @Override
    protected NDArray withDefaultState(
        Map<String, Map<Device, NDArray>> state,
        String parameter,
        Device device,
        Function<String, NDArray> zeros) {
      if (means == null) {
        means = state;
      }
      return (state == means ? first : second).get(layout.names().indexOf(parameter));
    }
  }
}
