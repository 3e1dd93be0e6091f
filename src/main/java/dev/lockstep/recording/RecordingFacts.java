package dev.lockstep.recording;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    return new RecordingFacts(
        name,
        other,
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

  /** These facts of another number of steps, computed in another order. */
  public RecordingFacts withSteps(int last, List<TensorName> computed) {
    return new RecordingFacts(
        name,
        source,
        precision,
        last,
        computed,
        optimizer,
        environment,
        lockstep,
        noise,
        undecided,
        shapes);
  }

  /** These facts with other settings of the optimizer. */
  public RecordingFacts withOptimizer(Map<String, Object> settings) {
    return new RecordingFacts(
        name,
        source,
        precision,
        steps,
        order,
        settings,
        environment,
        lockstep,
        noise,
        undecided,
        shapes);
  }

  /** These facts of another environment. */
  public RecordingFacts withEnvironment(Map<String, String> other) {
    return new RecordingFacts(
        name, source, precision, steps, order, optimizer, other, lockstep, noise, undecided,
        shapes);
  }

  /** These facts of a training that starts each step from the expected state, or that does not. */
  public RecordingFacts withLockstep(boolean other) {
    return new RecordingFacts(
        name,
        source,
        precision,
        steps,
        order,
        optimizer,
        environment,
        other,
        noise,
        undecided,
        shapes);
  }

  /** These facts with noise that was derived in that way. */
  public RecordingFacts withNoise(NoiseFacts other) {
    return new RecordingFacts(
        name,
        source,
        precision,
        steps,
        order,
        optimizer,
        environment,
        lockstep,
        Optional.of(other),
        undecided,
        shapes);
  }

  /** These facts with other undecided decisions. */
  public RecordingFacts withUndecided(List<Undecided> other) {
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
        other,
        shapes);
  }

  /** These facts with other shapes of tensors that are kept as sketches. */
  public RecordingFacts withShapes(Map<TensorName, Shape> other) {
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
        other);
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
