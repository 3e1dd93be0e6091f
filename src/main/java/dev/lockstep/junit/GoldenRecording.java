package dev.lockstep.junit;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Map;

/**
 * A golden recording in the hands of a test, and what the test checked against it.
 *
 * <pre>{@code
 * @Test
 * void trainsAsPyTorchDoes(@Golden("golden/mlp") GoldenRecording golden) {
 *   Network network = new Network(golden.start());
 *   for (GoldenStep step : golden.steps()) {
 *     network.train(step.input("x"), step.input("y"));
 *     golden.check(step, "loss/loss", network.loss());
 *     golden.check(step, "parameter/head.weight", network.headWeight());
 *   }
 * }
 * }</pre>
 *
 * <p>A test that puts the golden's state back before each step, as {@link #before} gives it, is
 * judged in lockstep, one step by itself; any other free-running. For one thread.
 */
public final class GoldenRecording {
  private final Recording expected;
  private final CheckedRecording checked;

  GoldenRecording(Recording expected, String name, String source) {
    this.expected = expected;
    this.checked = new CheckedRecording(name, source, expected.facts().precision());
  }

  /** Every parameter before the first step by its name; empty if the golden does not hold them. */
  public Map<String, Tensor> start() {
    return Contents.ofKind(expected.step(expected.steps().get(0)), Kind.START);
  }

  /** The steps that the golden holds, ascending. */
  public List<GoldenStep> steps() {
    return expected.steps().stream()
        .map(number -> new GoldenStep(number, expected.step(number)))
        .toList();
  }

  /**
   * The parameters and the optimizer's state that a step starts from in lockstep. Asking for it
   * chooses lockstep for the whole test.
   *
   * @throws IllegalArgumentException if the golden does not hold the step before
   */
  public StateBefore before(GoldenStep step) {
    lockstep();
    if (step.number() == 1) {
      return new StateBefore(1, step.tensors(), true);
    }
    int before = step.number() - 1;
    if (!expected.steps().contains(before)) {
      throw new IllegalArgumentException(
          "the golden recording holds no step "
              + before
              + ", from which step "
              + step.number()
              + " would start in lockstep");
    }
    return new StateBefore(step.number(), expected.step(before), false);
  }

  /** Says that every step starts from the golden's state, which decides how far it may differ. */
  public void lockstep() {
    checked.lockstep();
  }

  /**
   * Takes what the test computed in a step; it is compared when the test is over.
   *
   * @param tensors by name, {@code KIND/NAME} or {@code optimizer/STATE/NAME}. Names and layouts
   *     may be other ones than the golden's: with {@code start/NAME} among the first step's tensors
   *     they are found by content
   * @throws IllegalArgumentException if a name is none, or the step has that tensor already
   */
  public void check(GoldenStep step, Map<String, ? extends Values> tensors) {
    tensors.forEach(
        (name, values) -> checked.add(step.number(), Contents.name(name), Contents.typed(values)));
  }

  /**
   * Takes one tensor as float32 numbers, row-major, of the shape that the golden has under that
   * name.
   *
   * @throws IllegalArgumentException as the other does
   */
  public void check(GoldenStep step, String name, float... values) {
    check(step, Map.of(name, Tensor.of(shape(step, name, values.length), values)));
  }

  /** As {@link #check(GoldenStep, String, float...)}, as float64 numbers. */
  public void check(GoldenStep step, String name, double... values) {
    check(step, Map.of(name, Tensor.of(shape(step, name, values.length), values)));
  }

  /** Another number of elements than the golden's is a mismatch like any other and told as one. */
  private static Shape shape(GoldenStep step, String name, int length) {
    TensorName wanted = Contents.name(name);
    Values golden = step.tensors().get(wanted);
    return golden != null && golden.shape().elements() == length
        ? golden.shape()
        : Shape.of(length);
  }

  Recording expected() {
    return expected;
  }

  CheckedRecording checked() {
    return checked;
  }
}
