package dev.lockstep.recording;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is said of a recording beside its tensors.
 *
 * @param name of the recording
 * @param source who trained, free text; may be empty
 * @param precision the floating-point type in which the training computed
 * @param steps the number of the last step
 * @param order the order in which a step computes its tensors; may lack some or all
 * @param optimizer what the training said of its optimizer, with PyTorch's words: texts, numbers,
 *     booleans or lists of them; empty if it said nothing
 * @param environment where it ran: library versions, device, threads
 * @param lockstep whether every step started from the expected state
 * @param noise how the noise was derived; empty if there is none
 * @param undecided decisions so close that rounding alone may turn them
 * @param shapes the shapes of tensors that are kept as sketches
 */
public record RecordingFacts(
    String name,
    String source,
    ElementType precision,
    int steps,
    List<TensorName> order,
    Map<String, Object> optimizer,
    Map<String, String> environment,
    boolean lockstep,
    Optional<NoiseFacts> noise,
    List<Undecided> undecided,
    Map<TensorName, Shape> shapes) {

  /** Copies the collections. */
  public RecordingFacts {
    order = List.copyOf(order);
    optimizer = Map.copyOf(optimizer);
    environment = Map.copyOf(environment);
    undecided = List.copyOf(undecided);
    shapes = Map.copyOf(shapes);
  }

  /**
   * Facts of a training about which nothing else is said: in float32's precision or another, not in
   * lockstep, its last step not yet known.
   *
   * @param name of the recording, not blank
   * @param precision the floating-point type in which the training computes
   */
  public static RecordingFacts of(String name, ElementType precision) {
    return new RecordingFacts(
        name,
        "",
        precision,
        0,
        List.of(),
        Map.of(),
        Map.of(),
        false,
        Optional.empty(),
        List.of(),
        Map.of());
  }

  /** These facts of another source. */
  public RecordingFacts withSource(String other) {
    return changed(draft -> draft.source = other);
  }

  /** These facts of another number of steps, computed in another order. */
  public RecordingFacts withSteps(int last, List<TensorName> computed) {
    return changed(
        draft -> {
          draft.steps = last;
          draft.order = computed;
        });
  }

  /** These facts with other settings of the optimizer. */
  public RecordingFacts withOptimizer(Map<String, Object> settings) {
    return changed(draft -> draft.optimizer = settings);
  }

  /** These facts of another environment. */
  public RecordingFacts withEnvironment(Map<String, String> other) {
    return changed(draft -> draft.environment = other);
  }

  /** These facts of a training that starts each step from the expected state, or that does not. */
  public RecordingFacts withLockstep(boolean other) {
    return changed(draft -> draft.lockstep = other);
  }

  /** These facts with noise that was derived in that way. */
  public RecordingFacts withNoise(NoiseFacts other) {
    return changed(draft -> draft.noise = Optional.of(other));
  }

  /** These facts with other undecided decisions. */
  public RecordingFacts withUndecided(List<Undecided> other) {
    return changed(draft -> draft.undecided = other);
  }

  /** These facts with other shapes of tensors that are kept as sketches. */
  public RecordingFacts withShapes(Map<TensorName, Shape> other) {
    return changed(draft -> draft.shapes = other);
  }

  private RecordingFacts changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.facts();
  }

  /** Facts that are being changed. */
  private static final class Draft {
    private final String name;
    private final ElementType precision;
    private String source;
    private int steps;
    private List<TensorName> order;
    private Map<String, Object> optimizer;
    private Map<String, String> environment;
    private boolean lockstep;
    private Optional<NoiseFacts> noise;
    private List<Undecided> undecided;
    private Map<TensorName, Shape> shapes;

    private Draft(RecordingFacts facts) {
      name = facts.name;
      precision = facts.precision;
      source = facts.source;
      steps = facts.steps;
      order = facts.order;
      optimizer = facts.optimizer;
      environment = facts.environment;
      lockstep = facts.lockstep;
      noise = facts.noise;
      undecided = facts.undecided;
      shapes = facts.shapes;
    }

    private RecordingFacts facts() {
      return new RecordingFacts(
          name,
          source,
          precision,
          steps,
          order,
          optimizer,
          environment,
          lockstep,
          noise,
          undecided,
          shapes);
    }
  }

  /**
   * How noise was derived.
   *
   * @param runs how many randomly rounded replays
   * @param precision whose rounding they imitated
   */
  public record NoiseFacts(int runs, ElementType precision) {}

  /**
   * Elements whose value rounding alone may decide: a maximum, a kink, a comparison near a tie.
   *
   * @param step the number of the step, from 1
   * @param tensor where
   * @param elements how many of its elements, 1 or more
   */
  public record Undecided(int step, TensorName tensor, long elements) {}
}
