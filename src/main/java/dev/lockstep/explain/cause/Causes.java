package dev.lockstep.explain.cause;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.explain.UpdateReading;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All causes of a divergence, those first that come first in a step. */
public final class Causes {

  /** In the order of a step: what explains an earlier tensor comes before. */
  private static final List<Search> SEARCHES =
      List.of(
          new NonFinite(),
          new Rearranged(),
          new NotUpdated(),
          new Stale(),
          new StartDiffers(),
          new InputDiffers(),
          new ReducedPrecision(),
          new GradientScaled(),
          new GradientClipped(),
          new GradientMissing(),
          new ActivationDiffers(),
          new OneForTwo());

  /** Says only where the forward pass parts; nothing where something says why. */
  private static final String WHERE = "activation-differs";

  private Causes() {}

  /**
   * The causes of a comparison's first divergence and of different updates.
   *
   * @param comparison of the two recordings
   * @param result what it came to
   * @param expectedUpdate what the expected side's updates show; empty if they were not read
   * @param actualUpdate the same of the actual side
   * @return empty if nothing diverges, or none fits
   */
  public static List<Cause> of(
      RecordingComparison comparison,
      Recording expected,
      Recording actual,
      ComparisonResult result,
      Optional<UpdateReading> expectedUpdate,
      Optional<UpdateReading> actualUpdate) {
    Optional<Scene> scene = Scene.of(comparison, expected, actual, result);
    if (scene.isEmpty()) {
      return List.of();
    }
    List<Cause> causes = new ArrayList<>();
    for (Search search : SEARCHES) {
      search.of(scene.get()).stream().filter(found -> isNews(found, causes)).forEach(causes::add);
    }
    if (expectedUpdate.isPresent() && actualUpdate.isPresent()) {
      causes.addAll(
          OtherUpdates.of(expectedUpdate.get(), actualUpdate.get(), withoutGradient(causes)));
    }
    return List.copyOf(causes);
  }

  /** The parameters whose gradients are zero or absent, by their names. */
  private static Set<String> withoutGradient(List<Cause> causes) {
    return causes.stream()
        .filter(cause -> cause.id().equals("gradient-missing"))
        .flatMap(cause -> TensorName.parse(tensor(cause).toString()).stream())
        .map(TensorName::name)
        .collect(Collectors.toSet());
  }

  private static boolean isNews(Cause cause, List<Cause> before) {
    return switch (cause.id()) {
      case WHERE, "input-differs" -> before.isEmpty();
      case "start-differs", "stale" ->
          before.stream().noneMatch(other -> tensor(other).equals(tensor(cause)));
      default -> true;
    };
  }

  private static Object tensor(Cause cause) {
    return cause.parameters().getOrDefault("tensor", "");
  }
}
