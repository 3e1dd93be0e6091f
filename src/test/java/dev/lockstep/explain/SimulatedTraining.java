package dev.lockstep.explain;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A training in float32 whose gradients are drawn at random, at a scale of its own for every
 * element, and whose parameters a {@link Float32Rule} updates.
 */
final class SimulatedTraining {
  private static final Map<String, Integer> SIZES =
      Map.of("layer.weight", 96, "layer.bias", 12, "head.weight", 60, "head.bias", 5);
  private static final List<String> NAMES =
      List.of("layer.weight", "layer.bias", "head.weight", "head.bias");

  private final long seed;
  private int steps = 15;
  private BiFunction<String, Integer, Drawn> drawn;
  private IntToDoubleFunction rate;
  private UnaryOperator<float[][]> clip = gradients -> gradients;
  private BiPredicate<TensorName, Integer> kept = (tensor, step) -> true;
  private Map<String, Object> said = Map.of();

  private SimulatedTraining(Drawn drawn, long seed) {
    this.drawn = (name, step) -> drawn;
    this.rate = step -> drawn.lr();
    this.seed = seed;
  }

  static SimulatedTraining by(Drawn drawn, long seed) {
    return new SimulatedTraining(drawn, seed);
  }

  /** Another number of steps than 15. */
  SimulatedTraining steps(int number) {
    steps = number;
    return this;
  }

  /** By another rule or settings for each parameter. */
  SimulatedTraining each(Function<String, Drawn> group) {
    drawn = (name, step) -> group.apply(name);
    return this;
  }

  /** By other settings in each step. */
  SimulatedTraining everyStep(IntFunction<Drawn> settings) {
    drawn = (name, step) -> settings.apply(step);
    return this;
  }

  /** At a rate that depends on the step. */
  SimulatedTraining at(IntToDoubleFunction schedule) {
    rate = schedule;
    return this;
  }

  /** With gradients that are changed before the rule, but after they were recorded. */
  SimulatedTraining clipped(UnaryOperator<float[][]> how) {
    clip = how;
    return this;
  }

  /** Without some tensors. */
  SimulatedTraining keeping(BiPredicate<TensorName, Integer> which) {
    kept = which;
    return this;
  }

  SimulatedTraining saying(Map<String, Object> optimizer) {
    said = optimizer;
    return this;
  }

  Recording recording() {
    Random random = new Random(seed);
    int tensors = NAMES.size();
    float[][] parameter = new float[tensors][];
    float[][][] state = new float[tensors][][];
    double[][] scale = new double[tensors][];
    double[][] drift = new double[tensors][];
    TreeMap<Integer, Map<TensorName, Values>> recorded = new TreeMap<>();
    for (int step = 1; step <= steps; step++) {
      recorded.put(step, new LinkedHashMap<>());
    }
    for (int k = 0; k < tensors; k++) {
      int size = SIZES.get(NAMES.get(k));
      boolean bias = NAMES.get(k).endsWith("bias");
      parameter[k] = new float[size];
      state[k] = new float[size][Float32Rule.STATES];
      scale[k] = new double[size];
      drift[k] = new double[size];
      for (int i = 0; i < size; i++) {
        parameter[k][i] = bias ? 0 : (float) ((random.nextDouble() * 2 - 1) * 0.3);
        scale[k][i] = Drawn.power(random, 1e-5, 0.1);
        drift[k][i] = 0.5 * random.nextGaussian();
      }
      put(recorded.get(1), 1, TensorName.of(Kind.START, NAMES.get(k)), parameter[k]);
    }
    for (int step = 1; step <= steps; step++) {
      float[][] gradients = new float[tensors][];
      for (int k = 0; k < tensors; k++) {
        gradients[k] = new float[parameter[k].length];
        for (int i = 0; i < gradients[k].length; i++) {
          gradients[k][i] = (float) (scale[k][i] * (drift[k][i] + random.nextGaussian()));
        }
        put(recorded.get(step), step, TensorName.of(Kind.GRADIENT, NAMES.get(k)), gradients[k]);
      }
      float[][] given = clip.apply(gradients);
      for (int k = 0; k < tensors; k++) {
        Drawn now = drawn.apply(NAMES.get(k), step);
        Float32Rule rule = now.float32();
        for (int i = 0; i < given[k].length; i++) {
          parameter[k][i] =
              rule.step(parameter[k][i], given[k][i], state[k][i], step, rate.applyAsDouble(step));
        }
        for (String name : now.states()) {
          int index = now.states().indexOf(name);
          float[] values = new float[given[k].length];
          for (int i = 0; i < values.length; i++) {
            values[i] = state[k][i][index];
          }
          put(recorded.get(step), step, TensorName.optimizer(name, NAMES.get(k)), values);
        }
        put(recorded.get(step), step, TensorName.of(Kind.PARAMETER, NAMES.get(k)), parameter[k]);
      }
    }
    recorded.values().removeIf(Map::isEmpty);
    return new Held(facts(), recorded);
  }

  private void put(Map<TensorName, Values> into, int step, TensorName name, float[] values) {
    if (kept.test(name, step)) {
      into.put(name, Tensor.of(Shape.of(values.length), values));
    }
  }

  private RecordingFacts facts() {
    return RecordingFacts.of("simulated", ElementType.F32)
        .withSteps(steps, List.of())
        .withOptimizer(said);
  }

  /** Steps that are held in memory. */
  record Held(RecordingFacts facts, TreeMap<Integer, Map<TensorName, Values>> recorded)
      implements Recording {

    @Override
    public List<Integer> steps() {
      return List.copyOf(recorded.keySet());
    }

    @Override
    public Map<TensorName, Values> step(int step) {
      return recorded.get(step);
    }
  }
}
