package dev.lockstep.recording;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a recording of any training, step by step: arrays in, a folder out. The folder is there
 * once {@link #finish} was called and not before; a recorder that is closed without leaves nothing.
 * Equal recordings give equal bytes.
 *
 * <pre>{@code
 * try (Recorder recorder = Recorder.create(folder, RecordingFacts.of("mine", ElementType.F32))) {
 *   for (int step = 1; step <= 20; step++) {
 *     recorder.beginStep(step);
 *     recorder.loss("loss", loss);
 *     recorder.gradient("head.weight", Shape.of(8, 4), gradient);
 *     recorder.parameter("head.weight", Shape.of(8, 4), weight);
 *   }
 *   recorder.finish();
 * }
 * }</pre>
 *
 * <p>Arrays are row-major and copied. A recorder is for one thread.
 */
public final class Recorder implements AutoCloseable {
  private final UnfinishedFolder folder;
  private final RecordingFacts facts;
  private final Set<TensorName> order = new LinkedHashSet<>();
  private final Map<String, Values> tensors = new LinkedHashMap<>();
  private final Map<String, Values> noise = new LinkedHashMap<>();
  private final Map<String, Values> localNoise = new LinkedHashMap<>();
  private int step;
  private RecordingFacts said;

  private Recorder(UnfinishedFolder folder, RecordingFacts facts) {
    this.folder = folder;
    this.facts = facts;
    this.said = facts;
  }

  /**
   * Begins a recording.
   *
   * @param folder where it will be; may be missing, empty or an earlier recording, which is
   *     replaced in the end
   * @param facts what is known beforehand; the number of steps and, unless it is given, the order
   *     of the tensors are taken from what is recorded
   * @throws UncheckedIOException if nothing can be written beside the folder, or if there is
   *     something else in its place
   */
  public static Recorder create(Path folder, RecordingFacts facts) {
    try {
      return new Recorder(UnfinishedFolder.create(folder), facts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends the step before, if there was one, and begins another.
   *
   * @param number 1 or more, and more than the number of the step before
   * @throws IllegalArgumentException if it is not
   * @throws UncheckedIOException if the step before cannot be written
   */
  public void beginStep(int number) {
    if (number <= step) {
      throw new IllegalArgumentException("step " + number + " after step " + step);
    }
    endStep();
    step = number;
  }

  /** A parameter before the first step; to be told in step 1. */
  public void start(String name, Shape shape, float[] values) {
    record(TensorName.of(Kind.START, name), shape, values);
  }

  /** What the step was given. */
  public void input(String name, Shape shape, float[] values) {
    record(TensorName.of(Kind.INPUT, name), shape, values);
  }

  /** A module's output in the forward pass. */
  public void activation(String name, Shape shape, float[] values) {
    record(TensorName.of(Kind.ACTIVATION, name), shape, values);
  }

  /** A loss before the update, kept in the precision of the training. */
  public void loss(String name, double value) {
    EncodedValues values = EncodedValues.room(facts.precision(), Shape.of(), 1);
    Encoding.narrow(facts.precision(), new double[] {value}, 1, values.bytes());
    record(TensorName.of(Kind.LOSS, name), values);
  }

  /** The gradient of the loss by a parameter, as the optimizer received it. */
  public void gradient(String name, Shape shape, float[] values) {
    record(TensorName.of(Kind.GRADIENT, name), shape, values);
  }

  /**
   * A part of the optimizer's state after the update.
   *
   * @param state PyTorch's word for it, such as {@code exp_avg}
   */
  public void optimizer(String state, String name, Shape shape, float[] values) {
    record(TensorName.optimizer(state, name), shape, values);
  }

  /** A parameter after the update. */
  public void parameter(String name, Shape shape, float[] values) {
    record(TensorName.of(Kind.PARAMETER, name), shape, values);
  }

  /** A tensor of the step, kept as float32. */
  public void record(TensorName name, Shape shape, float[] values) {
    EncodedValues encoded = EncodedValues.room(ElementType.F32, shape, values.length);
    encoded.bytes().asFloatBuffer().put(values);
    record(name, encoded);
  }

  /** A tensor of the step, kept as float64. */
  public void record(TensorName name, Shape shape, double[] values) {
    EncodedValues encoded = EncodedValues.room(ElementType.F64, shape, values.length);
    encoded.bytes().asDoubleBuffer().put(values);
    record(name, encoded);
  }

  /** A tensor of the step, kept as int64. */
  public void record(TensorName name, Shape shape, long[] values) {
    EncodedValues encoded = EncodedValues.room(ElementType.I64, shape, values.length);
    encoded.bytes().asLongBuffer().put(values);
    record(name, encoded);
  }

  /** A tensor of the step, kept as int32. */
  public void record(TensorName name, Shape shape, int[] values) {
    EncodedValues encoded = EncodedValues.room(ElementType.I32, shape, values.length);
    encoded.bytes().asIntBuffer().put(values);
    record(name, encoded);
  }

  /**
   * A tensor of the step, kept in its own type. It is read when the step ends.
   *
   * @throws IllegalStateException if no step was begun
   * @throws IllegalArgumentException if the step has that tensor already
   */
  public void record(TensorName name, Values values) {
    if (step == 0) {
      throw new IllegalStateException("no step was begun");
    }
    add(tensors, name.toString(), values);
    if (name.kind() != Kind.START) {
      order.add(name);
    }
  }

  /**
   * The sketch of a tensor of the step that is too large to keep.
   *
   * @param shape the tensor's own
   * @param sketch as {@link Sketch#of} gives it
   */
  public void sketch(TensorName name, Shape shape, double[] sketch) {
    record(name, Tensor.of(Shape.of(sketch.length), sketch));
    tensors.put(Sketch.PREFIX + name, tensors.remove(name.toString()));
    Map<TensorName, Shape> shapes = new LinkedHashMap<>(said.shapes());
    shapes.put(name, shape);
    said = said.withShapes(shapes);
  }

  /**
   * How far rounding alone moves the elements of a tensor of the step, free-running.
   *
   * @param deviations root mean squares of the tensor's shape, or one of shape {@code []} for all;
   *     finite, 0 or more
   */
  public void noise(TensorName name, Values deviations) {
    add(noise, name.toString(), deviations);
  }

  /** As {@link #noise}, for one step from the expected state before it. */
  public void localNoise(TensorName name, Values deviations) {
    add(localNoise, name.toString(), deviations);
  }

  /** Tells of a decision in the step that rounding alone may turn. */
  public void undecided(TensorName name, long elements) {
    List<RecordingFacts.Undecided> undecided = new ArrayList<>(said.undecided());
    undecided.add(new RecordingFacts.Undecided(step, name, elements));
    said = said.withUndecided(undecided);
  }

  /**
   * Ends the last step and puts the recording in its place.
   *
   * @throws IllegalStateException if no step was begun
   * @throws UncheckedIOException if it cannot be written; then nothing of it is left
   */
  public void finish() {
    if (step == 0) {
      throw new IllegalStateException("no step was begun");
    }
    endStep();
    try {
      List<TensorName> computed = facts.order().isEmpty() ? List.copyOf(order) : facts.order();
      FactsWriter.write(
          folder.file(RecordingFolder.FACTS),
          said.withSteps(Math.max(step, facts.steps()), computed));
      folder.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<String, Values> tensors, String name, Values values) {
    if (tensors.putIfAbsent(name, values) != null) {
      throw new IllegalArgumentException("the step has " + name + " already");
    }
  }

  private void endStep() {
    if (step == 0) {
      return;
    }
    write("step", tensors, true);
    write("noise", noise, false);
    write("local", localNoise, false);
  }

  private void write(String prefix, Map<String, Values> contents, boolean alsoEmpty) {
    if (!contents.isEmpty() || alsoEmpty) {
      try {
        SafetensorsWriter.write(folder.file(RecordingFolder.fileName(prefix, step)), contents);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    contents.clear();
  }

  /** Lets go of what was not finished; the second call does nothing. */
  @Override
  public void close() {
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
