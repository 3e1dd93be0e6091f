package dev.lockstep.mutation;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A wrong copy of a recording, and what must be found of it.
 *
 * @param runs the copy; of a mistake that is not made in every run, several
 * @param kinds the kinds of tensors, one of which parts first; none if nothing may part
 * @param tensor the tensor that parts first; empty if it may be any of the kinds
 * @param step the first step that it may show in
 * @param gradual whether it may show later than that
 * @param causes the causes that hold at once, each by the ids of which one must be named; none if
 *     the numbers cannot tell any
 */
public record Mutant(
    List<Recording> runs,
    Set<Kind> kinds,
    Optional<TensorName> tensor,
    int step,
    boolean gradual,
    List<Set<String>> causes) {

  /** Copies the collections. */
  public Mutant {
    runs = List.copyOf(runs);
    kinds = Set.copyOf(kinds);
    causes = causes.stream().map(Set::copyOf).toList();
  }

  /** A copy that must part in the first step, in a tensor of one of some kinds. */
  static Mutant of(Recording copy, Kind first, Kind... others) {
    return of(List.of(copy), first, others);
  }

  static Mutant of(List<Recording> runs, Kind first, Kind... others) {
    return new Mutant(runs, EnumSet.of(first, others), Optional.empty(), 1, false, List.of());
  }

  /** A copy that says the same in other words, and must pass. */
  static Mutant harmless(Recording copy) {
    return new Mutant(List.of(copy), Set.of(), Optional.empty(), 1, false, List.of());
  }

  /** The same in that tensor. */
  Mutant in(TensorName name) {
    return new Mutant(runs, kinds, Optional.of(name), step, gradual, causes);
  }

  /** The same from a later step on. */
  Mutant fromStep(int first) {
    return new Mutant(runs, kinds, tensor, first, gradual, causes);
  }

  /** The same, but perhaps later. */
  Mutant gradually() {
    return new Mutant(runs, kinds, tensor, step, true, causes);
  }

  /** The same, with one more cause, by the ids that are right for it. */
  Mutant because(String... ids) {
    List<Set<String>> more = new ArrayList<>(causes);
    more.add(new HashSet<>(List.of(ids)));
    return new Mutant(runs, kinds, tensor, step, gradual, more);
  }

  /** Whether it must pass. */
  public boolean isHarmless() {
    return kinds.isEmpty();
  }

  /** Whether a first divergence is where it must be. */
  public boolean isAt(int first, TensorName name) {
    return (gradual ? first >= step : first == step)
        && kinds.contains(name.kind())
        && tensor.filter(only -> !only.equals(name)).isEmpty();
  }

  /** Whether every cause is among the named ones. */
  public boolean isNamedBy(Set<String> named) {
    return causes.stream().allMatch(ids -> ids.stream().anyMatch(named::contains));
  }

  /** The named causes that do not hold. */
  public Set<String> wrong(Set<String> named) {
    Set<String> wrong = new HashSet<>(named);
    causes.forEach(wrong::removeAll);
    return wrong;
  }

  /** Where it must be found first, as printed. */
  public String expected() {
    if (isHarmless()) {
      return "nowhere";
    }
    String where =
        tensor
            .map(TensorName::toString)
            .orElseGet(
                () -> String.join(" or ", kinds.stream().sorted().map(Kind::label).toList()));
    return "step " + step + (gradual ? " or later" : "") + ", " + where;
  }
}
