package dev.lockstep.bench;

import dev.lockstep.explain.UpdateReading;
import dev.lockstep.recording.Recorder;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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

/**
 * What an AdamW training of a million parameters did in {@value #STEPS} steps, read from its
 * recorded parameters, gradients and optimizer state, on all processors.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ExplanationBenchmark {
  static final int STEPS = 20;

  private static final Map<String, Integer> SIZES =
      new TreeMap<>(
          Map.of(
              "hidden.weight", 640_000,
              "hidden.bias", 800,
              "middle.weight", 320_000,
              "middle.bias", 400,
              "head.weight", 38_400,
              "head.bias", 400));

  private static final double LR = 1e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPS = 1e-8;
  private static final double WEIGHT_DECAY = 0.01;

  private Path directory;

  /** How many parameters the training has. */
  static int parameters() {
    return SIZES.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Writes the recording; called by JMH. */
  @Setup
  public void prepare() throws IOException {
    directory = Files.createTempDirectory("lockstep-bench");
    Random random = new Random(1);
    Map<String, Trained> network = new TreeMap<>();
    SIZES.forEach((name, size) -> network.put(name, new Trained(size, random)));
    RecordingFacts facts = RecordingFacts.of("million", ElementType.F32);
    try (Recorder recorder = Recorder.create(directory.resolve("million"), facts)) {
      for (int step = 1; step <= STEPS; step++) {
        recorder.beginStep(step);
        for (Map.Entry<String, Trained> entry : network.entrySet()) {
          entry.getValue().step(entry.getKey(), step, random, recorder);
        }
      }
      recorder.finish();
    }
  }

  /** One parameter in float32. */
  private static final class Trained {
    private final float[] parameter;
    private final float[] gradient;
    private final float[] mean;
    private final float[] squares;

    Trained(int size, Random random) {
      parameter = new float[size];
      gradient = new float[size];
      mean = new float[size];
      squares = new float[size];
      for (int i = 0; i < size; i++) {
        parameter[i] = 0.1f * (random.nextFloat() - 0.5f);
      }
    }

    void step(String name, int step, Random random, Recorder recorder) {
      Shape shape = Shape.of(parameter.length);
      if (step == 1) {
        recorder.start(name, shape, parameter);
      }
      double rate = LR / (1 - Math.pow(BETA1, step));
      float root = (float) Math.sqrt(1 - Math.pow(BETA2, step));
      for (int i = 0; i < parameter.length; i++) {
        float g = 0.01f * (random.nextFloat() - 0.4f);
        gradient[i] = g;
        mean[i] = (float) BETA1 * mean[i] + (float) (1 - BETA1) * g;
        squares[i] = (float) BETA2 * squares[i] + (float) (1 - BETA2) * g * g;
        float denominator = (float) Math.sqrt(squares[i]) / root + (float) EPS;
        float kept = parameter[i] * (float) (1 - LR * WEIGHT_DECAY);
        parameter[i] = kept - (float) rate * (mean[i] / denominator);
      }
      recorder.gradient(name, shape, gradient);
      recorder.optimizer("exp_avg", name, shape, mean);
      recorder.optimizer("exp_avg_sq", name, shape, squares);
      recorder.parameter(name, shape, parameter);
    }
  }

  /**
   * Opens the recording and reads its updates.
   *
   * @throws IllegalStateException if they are not explained
   */
  @Benchmark
  public UpdateReading explain() {
    try (Recording recording = RecordingFolder.open(directory.resolve("million"))) {
      UpdateReading reading = UpdateReading.of(recording);
      if (!reading.isExplained()) {
        throw new IllegalStateException("no rule explains the training: " + reading);
      }
      return reading;
    }
  }

  /** Deletes the recording; called by JMH. */
  @TearDown
  public void delete() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
