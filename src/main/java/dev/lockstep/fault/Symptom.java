package dev.lockstep.fault;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where a fault must show first in a free-running training. What it touches is known from how it is
 * made, whatever the case; a comparison that finds the first divergence elsewhere is wrong.
 *
 * @param kinds the kinds of tensors, one of which parts first
 * @param tensor the name of the tensor; empty if it may be any of the kinds
 * @param epoch the first epoch that it may show in
 * @param onset whether it must show in that epoch
 */
public record Symptom(Set<Kind> kinds, Optional<String> tensor, int epoch, Onset onset) {

  /** Whether a fault shows in the first epoch that it may show in. */
  public enum Onset {
    /** In that epoch. */
    AT_ONCE,
    /** In that epoch or a later one: as soon as it is larger than rounding. */
    GRADUAL,
    /** When the numbers of the case bring it about, if ever: a bound may never be reached. */
    PERHAPS
  }

  /** Copies the set. */
  public Symptom {
    kinds = Set.copyOf(kinds);
  }

  /** In the first epoch, in a tensor of one of some kinds. */
  static Symptom in(Kind first, Kind... others) {
    return new Symptom(EnumSet.of(first, others), Optional.empty(), 1, Onset.AT_ONCE);
  }

  /** In the first epoch's forward pass, of which only the last epoch keeps more than the loss. */
  static Symptom forward() {
    return in(Kind.ACTIVATION, Kind.LOSS);
  }

  /**
   * In the first epoch's forward pass, but so little that rounding may hide it in the loss, which
   * is a mean over all steps, and then in the gradients.
   */
  static Symptom faintlyForward() {
    return in(Kind.ACTIVATION, Kind.LOSS, Kind.GRADIENT);
  }

  /** The same in a tensor of that name. */
  Symptom of(String name) {
    return new Symptom(kinds, Optional.of(name), epoch, onset);
  }

  /** The same from a later epoch on. */
  Symptom fromEpoch(int first) {
    return new Symptom(kinds, tensor, first, onset);
  }

  /** The same, but not necessarily in the first epoch that it may show in. */
  Symptom gradual() {
    return new Symptom(kinds, tensor, epoch, Onset.GRADUAL);
  }

  /** The same, if it shows at all. */
  Symptom perhaps() {
    return new Symptom(kinds, tensor, epoch, Onset.PERHAPS);
  }

  /**
   * Whether a first divergence is where it must be.
   *
   * @param step the number of the epoch, from 1
   * @param name the earliest computed tensor that parts
   */
  public boolean isAt(int step, TensorName name) {
    boolean inTime = onset == Onset.AT_ONCE ? step == epoch : step >= epoch;
    return inTime
        && kinds.contains(name.kind())
        && tensor.filter(t -> !t.equals(name.name())).isEmpty();
  }

  /** As printed: {@code epoch 1, loss}. */
  @Override
  public String toString() {
    String where = String.join(" or ", kinds.stream().sorted().map(Kind::label).toList());
    return "epoch "
        + epoch
        + (onset == Onset.AT_ONCE ? "" : " or later")
        + ", "
        + where
        + tensor.map(name -> "/" + name).orElse("");
  }
}
