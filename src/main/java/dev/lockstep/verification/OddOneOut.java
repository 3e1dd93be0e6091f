package dev.lockstep.verification;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.compare.Bound;
import dev.lockstep.compare.ElementwiseComparison;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the one participant that disagrees while all others agree: an implementation, the exact
 * reference, or the published array. Two participants agree if their last softmax lies within what
 * both may stray together.
 */
final class OddOneOut {
  private static final int FEWEST = 3;

  private OddOneOut() {}

  static Optional<String> among(CaseFile caseFile, List<Judgement> judgements) {
    List<Participant> participants = participants(caseFile, judgements);
    if (participants.size() < FEWEST) {
      return Optional.empty();
    }
    return participants.stream()
        .filter(suspect -> isOdd(suspect, participants))
        .findFirst()
        .map(
            suspect ->
                suspect.name()
                    + " is the odd one out: "
                    + others(suspect, participants)
                    + " agree");
  }

  private static boolean isOdd(Participant suspect, List<Participant> all) {
    List<Participant> others = all.stream().filter(p -> p != suspect).toList();
    boolean disagreesWithAll = others.stream().noneMatch(other -> agree(suspect, other));
    boolean othersAgree =
        others.stream().allMatch(a -> others.stream().allMatch(b -> a == b || agree(a, b)));
    return disagreesWithAll && othersAgree;
  }

  private static String others(Participant suspect, List<Participant> all) {
    List<String> names = all.stream().filter(p -> p != suspect).map(Participant::name).toList();
    return String.join(", ", names.subList(0, names.size() - 1))
        + " and "
        + names.get(names.size() - 1);
  }

  private static List<Participant> participants(CaseFile caseFile, List<Judgement> judgements) {
    List<Participant> participants = new ArrayList<>();
    Optional<GoldenArray> golden = caseFile.trainingCase().golden();
    int firstRow = golden.map(GoldenArray::firstRow).orElse(0);
    int rows = golden.map(GoldenArray::rows).orElse(caseFile.trainingCase().task().steps());
    golden.ifPresent(
        array ->
            participants.add(
                new Participant(
                    "the expected array",
                    array.values(),
                    array.values().map(value -> array.halfUnit()))));
    for (Judgement judgement : judgements) {
      Optional<Tensor> noise = judgement.envelope().flatMap(Envelope::softmax);
      Optional<JobResult.Completed> completed = judgement.result().completed();
      if (noise.isPresent() && completed.isPresent()) {
        Tensor reference = softmax(judgement.envelope().get().exact(), firstRow, rows);
        if (participants.stream().noneMatch(p -> p.name().equals("the reference"))) {
          participants.add(new Participant("the reference", reference, reference.map(value -> 0)));
        }
        if (!judgement.info().name().equals("reference")) {
          participants.add(
              new Participant(
                  judgement.info().name(),
                  softmax(completed.get().steps(), firstRow, rows),
                  GoldenComparison.rows(noise.get(), firstRow, rows)));
        }
      }
    }
    return participants;
  }

  private static Tensor softmax(List<StepRecord> training, int firstRow, int rows) {
    return GoldenComparison.rows(StepTensors.lastSoftmax(training), firstRow, rows);
  }

  private static boolean agree(Participant a, Participant b) {
    Bound both = new Bound.Within(a.allowed().plus(b.allowed()));
    return ElementwiseComparison.of(StepTensors.SOFTMAX, b.softmax(), a.softmax(), both)
            .mismatches()
        == 0;
  }

  /**
   * One side of the comparison.
   *
   * @param name as printed
   * @param softmax the rows compared
   * @param allowed how far each element may stray from the exact value
   */
  private record Participant(String name, Tensor softmax, Tensor allowed) {}
}
