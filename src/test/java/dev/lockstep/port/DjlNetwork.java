package dev.lockstep.port;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.lockstep.junit.GoldenRecording;
import dev.lockstep.junit.GoldenStep;
import dev.lockstep.junit.StateBefore;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network of DJL's blocks whose parameters bear PyTorch's names. */
final class DjlNetwork implements AutoCloseable {
  private final NDManager manager;
  private final ParameterStore store;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();

  /**
   * Takes parameters from blocks that are initialized.
   *
   * @param names one for each parameter, in the blocks' order
   */
  private DjlNetwork(NDManager manager, List<Parameter> slots, List<String> names) {
    this.manager = manager;
    this.store = new ParameterStore(manager, false);
    for (int i = 0; i < names.size(); i++) {
      NDArray array = slots.get(i).getArray();
      array.setRequiresGradient(true);
      parameters.put(names.get(i), array);
    }
  }

  /** The engine stays offline, as it does in the program. */
  static NDManager newManager() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    return NDManager.newBaseManager("PyTorch");
  }

  static DjlNetwork of(NDManager manager, Map<Block, Shape> blocks, List<String> names) {
    blocks.forEach((block, input) -> block.initialize(manager, DataType.FLOAT32, input));
    return new DjlNetwork(
        manager,
        blocks.keySet().stream().flatMap(block -> block.getParameters().values().stream()).toList(),
        names);
  }

  NDManager manager() {
    return manager;
  }

  ParameterStore store() {
    return store;
  }

  Map<String, NDArray> parameters() {
    return parameters;
  }

  NDArray array(Tensor tensor) {
    long[] shape = tensor.shape().dimensions().stream().mapToLong(Long::longValue).toArray();
    return manager.create(tensor.toFloatArray(), new Shape(shape)).duplicate();
  }

  void load(Map<String, Tensor> values) {
    parameters.forEach((name, array) -> array.set(values.get(name).toFloatArray()));
  }

  void load(StateBefore state, DjlUpdate update) {
    load(state.parameters());
    for (String name : parameters.keySet()) {
      update.load(
          name,
          array(state.optimizer("exp_avg", name)),
          array(state.optimizer("exp_avg_sq", name)));
    }
  }

  /** Updates every parameter, checks gradient, state and value, and forgets the gradient. */
  void update(DjlUpdate update, GoldenRecording golden, GoldenStep step) {
    parameters.forEach(
        (name, parameter) -> {
          NDArray gradient = parameter.getGradient();
          golden.check(step, "gradient/" + name, gradient.toFloatArray());
          update.apply(name, parameter, gradient, step.number());
          golden.check(step, "optimizer/exp_avg/" + name, update.mean(name).toFloatArray());
          golden.check(step, "optimizer/exp_avg_sq/" + name, update.square(name).toFloatArray());
          golden.check(step, "parameter/" + name, parameter.toFloatArray());
          gradient.muli(0); // backward adds to it
        });
  }

  @Override
  public void close() {
    manager.close();
  }
}
