package dev.lockstep.explain.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.compare.ComparisonSettings;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever module of a real network computes something else is the one that is named. */
class ForwardPassTest {

  @ParameterizedTest
  @ValueSource(strings = {"transformer", "two-layer-lstm"})
  void theModuleThatComputesSomethingElseIsNamed(String network) {
    Path folder = Path.of("golden", "recordings", network);
    try (Recording golden = RecordingFolder.open(folder)) {
      List<TensorName> order = golden.facts().order();
      List<TensorName> modules =
          order.stream().filter(name -> name.kind() == Kind.ACTIVATION).toList();
      assertTrue(modules.size() > 1, modules::toString);
      for (TensorName module : modules) {
        List<Cause> causes = causes(golden, order.subList(order.indexOf(module), order.size()));
        assertEquals(List.of("activation-differs"), causes.stream().map(Cause::id).toList());
        assertEquals(module.toString(), causes.get(0).parameters().get("tensor"));
      }
    }
  }

  /** What a step computes from a module on, the module's own output included, is other numbers. */
  private static List<Cause> causes(Recording golden, List<TensorName> from) {
    Recording actual =
        new ChangedRecording(
            golden, (step, name, values) -> from.contains(name) ? other(values) : values);
    RecordingComparison comparison =
        new RecordingComparison(golden, actual, ComparisonSettings.DEFAULT);
    return Causes.of(
        comparison, golden, actual, comparison.result(), Optional.empty(), Optional.empty());
  }

  private static Values other(Values values) {
    double[] numbers = Rearranged.numbers(values);
    Arrays.setAll(numbers, i -> numbers[i] * (1 + 0.01 * Math.sin(1 + 7.0 * i)));
    return values.type().isFloating() ? Tensor.of(values.shape(), numbers) : values;
  }
}
