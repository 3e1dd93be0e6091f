package dev.lockstep.verification;

import dev.lockstep.backend.OtherVersion;
import dev.lockstep.compare.Bound;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.ElementwiseComparison;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.noise.Envelope;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What another version of a library changes in a training, held against the version in force and
 * not against the reference.
 *
 * @param inForce the implementation with the version in force
 * @param other the same with the other version
 * @param numbers how many numbers both trainings computed
 * @param differing how many of them are not the same to the last bit
 * @param first the first of those, in time and then in the order of computation
 * @param against the other training compared with the one in force; two trainings may lie apart by
 *     what each may stray
 */
public record VersionChange(
    String inForce,
    String other,
    long numbers,
    long differing,
    Optional<Mismatch> first,
    TrainingResult against) {

  /**
   * The changes among the implementations of a case, a pair each of which both were trained and may
   * be judged.
   *
   * @param jobs the jobs of the case
   * @param judgements one a job
   */
  static List<VersionChange> among(List<Job> jobs, List<Judgement> judgements) {
    Map<String, Judgement> judgementOf = new LinkedHashMap<>();
    judgements.forEach(judgement -> judgementOf.put(judgement.info().name(), judgement));
    List<VersionChange> changes = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Judgement after = judgements.get(i);
      if (jobs.get(i).backend() instanceof OtherVersion other) {
        Judgement before = judgementOf.get(other.inForce().info().name());
        boolean comparable =
            before != null
                && before.envelope().isPresent()
                && after.envelope().isPresent()
                && before.result().completed().isPresent()
                && after.result().completed().isPresent();
        if (comparable) {
          changes.add(between(before, after));
        }
      }
    }
    return changes;
  }

  private static VersionChange between(Judgement before, Judgement after) {
    List<StepRecord> old = before.result().completed().orElseThrow().steps();
    List<StepRecord> changed = after.result().completed().orElseThrow().steps();
    long numbers = 0;
    long differing = 0;
    Optional<Mismatch> first = Optional.empty();
    for (int i = 0; i < Math.min(old.size(), changed.size()); i++) {
      for (Map.Entry<TensorName, Tensor> tensor : old.get(i).tensors().entrySet()) {
        Optional<Tensor> other = changed.get(i).tensor(tensor.getKey());
        if (other.isPresent()) {
          TensorResult bits =
              ElementwiseComparison.of(
                  tensor.getKey(), tensor.getValue(), other.get(), new Bound.Unknown());
          Optional<Element> place = bits.firstDifference().or(bits::first);
          int step = old.get(i).step();
          numbers += bits.elements();
          differing += bits.differing() + bits.mismatches();
          first = first.or(() -> place.map(element -> new Mismatch(step, bits, element)));
        }
      }
    }
    return new VersionChange(
        before.info().name(),
        after.info().name(),
        numbers,
        differing,
        first,
        TrainingResult.of(old, changed, bounds(before, after)));
  }

  private static List<StepBounds> bounds(Judgement before, Judgement after) {
    Envelope one = before.envelope().orElseThrow();
    Envelope other = after.envelope().orElseThrow();
    List<StepBounds> sums = new ArrayList<>();
    for (int i = 0; i < one.bounds().size(); i++) {
      sums.add(one.bounds().get(i).plus(other.bounds().get(i)));
    }
    return sums;
  }
}
