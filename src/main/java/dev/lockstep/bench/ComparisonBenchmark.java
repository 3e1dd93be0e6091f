package dev.lockstep.bench;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.ComparisonSettings;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recorder;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A tensor of float32 numbers, what was expected of it and its noise, on all processors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ComparisonBenchmark {
  /** How many bytes the three tensors take together. */
  static final long BYTES = 3L * ComparisonBenchmark.ELEMENTS * Float.BYTES;

  private static final int ELEMENTS = 1 << 25;
  private static final TensorName NAME = TensorName.of(Kind.GRADIENT, "weight");

  private Path directory;

  /** Writes the two recordings; called by JMH. */
  @Setup
  public void prepare() throws IOException {
    directory = Files.createTempDirectory("lockstep-bench");
    float[] expected = new float[ELEMENTS];
    float[] actual = new float[ELEMENTS];
    float[] noise = new float[ELEMENTS];
    Random random = new Random(1);
    for (int i = 0; i < ELEMENTS; i++) {
      expected[i] = random.nextFloat() + 0.5f;
      noise[i] = 1e-6f * expected[i];
      actual[i] = expected[i] + noise[i] * (random.nextFloat() - 0.5f);
    }
    write("expected", expected, noise);
    write("actual", actual, noise);
  }

  private void write(String name, float[] values, float[] noise) {
    Shape shape = Shape.of(ELEMENTS);
    try (Recorder recorder =
        Recorder.create(directory.resolve(name), RecordingFacts.of(name, ElementType.F32))) {
      recorder.beginStep(1);
      recorder.record(NAME, shape, values);
      if (name.equals("expected")) {
        recorder.noise(NAME, new Floats(noise));
      }
      recorder.finish();
    }
  }

  /** Opens both recordings and compares them. */
  @Benchmark
  public ComparisonResult compare() {
    try (Recording expected = RecordingFolder.open(directory.resolve("expected"));
        Recording actual = RecordingFolder.open(directory.resolve("actual"))) {
      return RecordingComparison.of(expected, actual, ComparisonSettings.DEFAULT);
    }
  }

  /** Deletes the recordings; called by JMH. */
  @TearDown
  public void delete() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private record Floats(float[] numbers) implements Values {
    @Override
    public ElementType type() {
      return ElementType.F32;
    }

    @Override
    public Shape shape() {
      return Shape.of(numbers.length);
    }

    @Override
    public void read(long from, double[] into, int count) {
      for (int i = 0; i < count; i++) {
        into[i] = numbers[(int) from + i];
      }
    }
  }
}
