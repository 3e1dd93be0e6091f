package dev.lockstep.explain.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.ComparisonSettings;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Whatever is done to a recording of a real training gets its own cause, and nothing else. */
class CauseProperties {
  private static final Path GOLDEN = Path.of("golden", "recordings", "mlp-adamw");

  private static List<Cause> causes(Recording golden, ChangedRecording.Change change) {
    Recording actual = new ChangedRecording(golden, change);
    RecordingComparison comparison =
        new RecordingComparison(golden, actual, ComparisonSettings.DEFAULT);
    ComparisonResult result = comparison.result();
    return Causes.of(comparison, golden, actual, result, Optional.empty(), Optional.empty());
  }

  private static void assertOnly(String id, ChangedRecording.Change change, Recording golden) {
    List<Cause> causes = causes(golden, change);
    assertEquals(List.of(id), causes.stream().map(Cause::id).toList(), causes::toString);
  }

  private static TensorName any(Recording golden, Kind kind, int choice) {
    List<TensorName> names =
        golden.step(1).keySet().stream()
            .filter(name -> name.kind() == kind)
            .sorted(Comparator.comparing(TensorName::toString))
            .toList();
    return names.get(choice % names.size());
  }

  private static double norm(Recording golden, int step) {
    double squares = 0;
    for (var tensor : golden.step(step).entrySet()) {
      squares += tensor.getKey().kind() == Kind.GRADIENT ? Numbers.squares(tensor.getValue()) : 0;
    }
    return Math.sqrt(squares);
  }

  private static Values times(Values values, double factor) {
    return ChangedRecording.mapped(values, value -> (float) (value * factor));
  }

  static void changesGetTheirCause(int choice, int percent) {
    try (Recording golden = RecordingFolder.open(GOLDEN)) {
      double factor = percent < 100 ? percent / 100.0 : percent;
      assertOnly(
          "gradient-scaled",
          (step, name, values) -> name.kind() == Kind.GRADIENT ? times(values, factor) : values,
          golden);
      double bound = Math.min(0.9, percent / 1000.0 + 0.05) * norm(golden, golden.steps().size());
      assertOnly(
          "gradient-clipped",
          (step, name, values) ->
              name.kind() == Kind.GRADIENT
                  ? times(values, Math.min(1, bound / (norm(golden, step) + 1e-6)))
                  : values,
          golden);
      TensorName gradient = any(golden, Kind.GRADIENT, choice);
      assertOnly(
          "stale",
          (step, name, values) ->
              name.equals(gradient) && step > 1 ? golden.step(step - 1).get(name) : values,
          golden);
      TensorName parameter = any(golden, Kind.PARAMETER, choice);
      assertOnly(
          "not-updated",
          (step, name, values) ->
              name.equals(parameter) ? golden.step(1).get(name.as(Kind.START)) : values,
          golden);
    }
  }

  static void noiseHasNoCause(Random random) {
    try (Recording golden = RecordingFolder.open(GOLDEN)) {
      assertEquals(
          List.of(),
          causes(golden, (step, name, values) -> moved(golden, step, name, values, random)));
    }
  }

  /** Each number within three of its deviations, rounded to float32. */
  private static Values moved(
      Recording golden, int step, TensorName name, Values values, Random random) {
    Values noise = golden.noise(step).orElseThrow().get(name);
    if (noise == null || !values.type().isFloating()) {
      return values;
    }
    double[] numbers = Rearranged.numbers(values);
    boolean one = noise.shape().elements() == 1;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (numbers[i] + 3 * (2 * random.nextDouble() - 1) * noise.at(one ? 0 : i));
    }
    return Tensor.of(values.shape(), numbers);
  }

  @Property(tries = 4, seed = "43052", shrinking = ShrinkingMode.OFF)
  void aScaledClippedStaleOrFrozenCopyGetsItsOwnCause(
      @ForAll @IntRange(max = 1000) int choice, @ForAll @IntRange(min = 2, max = 90) int percent) {
    changesGetTheirCause(choice, percent);
  }

  @Property(tries = 4, seed = "43052", shrinking = ShrinkingMode.OFF)
  void theCleanNeverGetsACause(@ForAll Random random) {
    noiseHasNoCause(random);
  }
}
