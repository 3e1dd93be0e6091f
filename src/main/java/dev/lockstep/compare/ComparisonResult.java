package dev.lockstep.compare;

import dev.lockstep.compare.TensorResult.Standing;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.RecordingFacts.Undecided;
import dev.lockstep.recording.TensorName;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A recording compared with the expected one.
 *
 * @param expected what the expected side says of itself
 * @param actual what the actual side says of itself
 * @param lockstep whether each step was judged on its own, from the expected state before it
 * @param noiseFound whether there is noise of any tensor that was compared
 * @param steps one result a step, ascending
 * @param kindsNotCompared the kinds of which one side holds no tensor at all, and which side: true
 *     if it is the actual one
 * @param ignored the names that were left out because somebody asked for it
 * @param undecided the first decision that rounding alone may turn; empty if there is none
 * @param surroundings the elements around the first mismatch; empty if there is none that both
 *     sides have
 * @param alignment the tensors that were paired otherwise than by name
 */
public record ComparisonResult(
    RecordingFacts expected,
    RecordingFacts actual,
    boolean lockstep,
    boolean noiseFound,
    List<StepResult> steps,
    SortedMap<Kind, Boolean> kindsNotCompared,
    SortedSet<String> ignored,
    Optional<Undecided> undecided,
    Optional<Surroundings> surroundings,
    List<Alignment.Pairing> alignment) {

  /** Copies the lists. */
  public ComparisonResult {
    steps = List.copyOf(steps);
    alignment = List.copyOf(alignment);
  }

  /** The steps added up. */
  private TrainingResult training() {
    return new TrainingResult(steps, steps.size());
  }

  /** How many elements were judged. */
  public long compared() {
    return training().compared();
  }

  /**
   * How many elements were judged that the training computed: neither given to it nor its start.
   */
  public long computed() {
    return steps.stream()
        .flatMap(step -> step.tensors().stream())
        .filter(tensor -> tensor.name().kind().isComputed())
        .mapToLong(TensorResult::compared)
        .sum();
  }

  /** How many of them do not pass. */
  public long mismatches() {
    return training().mismatches();
  }

  /** The largest excess of all; 0 if nothing was judged. */
  public double maxExcess() {
    return training().maxExcess();
  }

  /** The first mismatch in time, then in the order in which a step computes its tensors. */
  public Optional<Mismatch> divergence() {
    return training().divergence();
  }

  /** The first element that is NaN or infinite on either side, in the same order. */
  public Optional<Mismatch> nonFinite() {
    for (StepResult step : steps) {
      for (TensorResult tensor : step.tensors()) {
        if (tensor.nonFinite().isPresent()) {
          Element place = new Element(tensor.nonFinite().get(), Double.NaN, Double.NaN, 0);
          return Optional.of(new Mismatch(step.step(), tensor, place));
        }
      }
    }
    return Optional.empty();
  }

  /** The first difference that could not be judged, in the same order. */
  public Optional<Mismatch> firstDifference() {
    for (StepResult step : steps) {
      for (TensorResult tensor : step.tensors()) {
        if (tensor.standing() == Standing.NOT_JUDGED) {
          Element element = tensor.firstDifference().orElseThrow();
          return Optional.of(new Mismatch(step.step(), tensor, element));
        }
      }
    }
    return Optional.empty();
  }

  /** How many elements of tensors with that standing there are. */
  public long elements(Standing standing) {
    return steps.stream()
        .flatMap(step -> step.tensors().stream())
        .filter(tensor -> tensor.standing() == standing)
        .mapToLong(TensorResult::elements)
        .sum();
  }

  /** How many tensors have that standing, one of each step. */
  public long tensors(Standing standing) {
    return steps.stream()
        .flatMap(step -> step.tensors().stream())
        .filter(tensor -> tensor.standing() == standing)
        .count();
  }

  /** The names of the tensors that have that standing in some step. */
  public List<TensorName> names(Standing standing) {
    return steps.stream()
        .flatMap(step -> step.tensors().stream())
        .filter(tensor -> tensor.standing() == standing)
        .map(TensorResult::name)
        .distinct()
        .toList();
  }

  /** What it amounts to. */
  public Verdict verdict() {
    if (mismatches() > 0) {
      return Verdict.DIVERGENT;
    }
    if (tensors(Standing.NOT_JUDGED) > 0 || tensors(Standing.UNDECIDED) > 0) {
      return Verdict.INCONCLUSIVE;
    }
    if (computed() == 0) {
      return Verdict.ERROR;
    }
    return noiseHidesEverything() ? Verdict.INCONCLUSIVE : Verdict.EQUIVALENT;
  }

  /** Whether zeros in place of every number that the expected training computed would pass. */
  public boolean noiseHidesEverything() {
    return steps.stream()
        .flatMap(step -> step.tensors().stream())
        .filter(tensor -> tensor.standing() == Standing.JUDGED && tensor.compared() > 0)
        .allMatch(TensorResult::noiseHidesSignal);
  }
}
