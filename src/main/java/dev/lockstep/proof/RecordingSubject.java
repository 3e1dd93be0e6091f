package dev.lockstep.proof;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.ComparisonSettings;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.compare.alignment.AlignmentMap;
import dev.lockstep.compare.alignment.TensorAlignment;
import dev.lockstep.explain.Setting;
import dev.lockstep.explain.cause.Cause;
import dev.lockstep.explain.cause.Finding;
import dev.lockstep.message.Reason;
import dev.lockstep.mutation.Mutant;
import dev.lockstep.mutation.Mutation;
import dev.lockstep.mutation.Original;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.DoubleFunction;

/**
 * A recording, compared with wrong copies of itself.
 *
 * @param folder where it is
 * @param mutations what copies are given
 */
public record RecordingSubject(Path folder, List<Mutation> mutations) implements Subject {

  /** Copies the list. */
  public RecordingSubject {
    mutations = List.copyOf(mutations);
  }

  @Override
  public String name() {
    return folder.getFileName().toString();
  }

  @Override
  public int trials() {
    return mutations.size();
  }

  /**
   * As {@link Subject#prove}.
   *
   * @throws dev.lockstep.recording.InvalidRecordingException if the recording breaks a rule of the
   *     format
   */
  @Override
  public SubjectProof prove(ExecutorService threads, ProofListener listener) {
    long start = System.nanoTime();
    try (Recording recording = RecordingFolder.open(folder)) {
      Original original = Original.of(recording);
      List<Optional<Trial>> trials =
          Subject.each(
              threads,
              mutations,
              mutation -> {
                Optional<Trial> trial = trial(recording, original, mutation);
                listener.tried(name(), mutation.id());
                return trial;
              });
      return new SubjectProof(
          name(),
          folder.toString(),
          SubjectProof.Sort.RECORDING,
          trials.stream().flatMap(Optional::stream).toList(),
          noise(recording, original),
          limits(threads, recording, original),
          (System.nanoTime() - start) / 1e9);
    }
  }

  private static Optional<Trial> trial(Recording expected, Original original, Mutation mutation) {
    try {
      return mutation.of(original).map(mutant -> trial(expected, original, mutation, mutant));
    } catch (RuntimeException e) {
      return Optional.of(Trial.failed(mutation.id(), mutation.sentence(), List.of(), Reason.of(e)));
    }
  }

  private static Trial trial(
      Recording expected, Original original, Mutation mutation, Mutant mutant) {
    Finding finding = finding(expected, original, mutant.runs());
    ComparisonResult result = finding.result();
    boolean caught = result.verdict() == Verdict.DIVERGENT;
    Optional<Mismatch> first = result.divergence();
    List<String> causes =
        finding.explanation().causes().stream().map(Cause::id).distinct().toList();
    boolean right =
        mutant.isHarmless() || !caught
            ? first.isEmpty()
            : first.filter(found -> mutant.isAt(found.step(), found.tensor().name())).isPresent();
    return new Trial(
        mutation.id(),
        mutation.sentence(),
        List.of(),
        outcome(original, mutant, result),
        Optional.of(result.verdict()),
        mutant.expected(),
        first.map(found -> "step " + found.step() + ", " + found.tensor().name()),
        right,
        causes,
        naming(mutant, causes),
        result.maxExcess(),
        "");
  }

  /** The first run that diverges; the last one if none does. */
  private static Finding finding(Recording expected, Original original, List<Recording> runs) {
    List<Finding> findings = new ArrayList<>();
    for (Recording run : runs) {
      TensorAlignment alignment = TensorAlignment.of(expected, run, AlignmentMap.EMPTY);
      Finding finding =
          Finding.ofParting(
              expected,
              run,
              new Finding.Terms(List.of(), Optional.empty(), alignment),
              original::reading);
      if (finding.result().verdict() == Verdict.DIVERGENT) {
        return finding;
      }
      findings.add(finding);
    }
    return findings.get(findings.size() - 1);
  }

  private static Outcome outcome(Original original, Mutant mutant, ComparisonResult result) {
    boolean caught = result.verdict() == Verdict.DIVERGENT;
    if (mutant.isHarmless()) {
      return switch (result.verdict()) {
        case EQUIVALENT -> Outcome.PASSED;
        case DIVERGENT -> Outcome.FALSE_ALARM;
        case INCONCLUSIVE, UNSUPPORTED, ERROR -> Outcome.OPEN;
      };
    }
    if (caught) {
      return Outcome.CAUGHT;
    }
    return mutant.runs().stream().allMatch(original::isSame) ? Outcome.SAME : Outcome.ESCAPED;
  }

  private static Naming naming(Mutant mutant, List<String> causes) {
    Set<String> named = new HashSet<>(causes);
    if (!mutant.wrong(named).isEmpty()) {
      return Naming.WRONG;
    }
    if (mutant.causes().isEmpty()) {
      return Naming.NOTHING_TO_NAME;
    }
    return mutant.isNamedBy(named) ? Naming.RIGHT : Naming.MISSING;
  }

  private static ComparisonResult compared(Recording expected, Recording actual) {
    return RecordingComparison.of(expected, actual, ComparisonSettings.DEFAULT);
  }

  /** The same updates computed by another program; 0 if they cannot be. */
  private static double noise(Recording expected, Original original) {
    return original
        .withSetting(Setting.LR, 0)
        .map(again -> compared(expected, again).maxExcess())
        .orElse(0.0);
  }

  private static List<DetectionLimit> limits(
      ExecutorService threads, Recording expected, Original original) {
    List<SmallError> errors =
        List.of(
            new SmallError("learning rate", part -> original.withSetting(Setting.LR, part)),
            new SmallError("epsilon", part -> original.withSetting(Setting.EPS, part)),
            new SmallError("one weight", original::withElement));
    return Subject.each(
        threads,
        errors.stream().filter(error -> error.made().apply(1).isPresent()).toList(),
        error ->
            DetectionLimit.search(
                error.of(),
                part ->
                    compared(expected, error.made().apply(part).orElseThrow()).verdict()
                        == Verdict.DIVERGENT));
  }

  /** An error of any size in a copy of the recording. */
  private record SmallError(String of, DoubleFunction<Optional<Recording>> made) {}
}
