package dev.lockstep.verification;

import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.diagnosis.Diagnosis;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where an implementation first parts from another, and how the difference grew.
 *
 * @param caseFile the case and where it was read
 * @param backend the implementation in question
 * @param backendPath the jars and folders that it or the other was added from
 * @param against what it was compared with
 * @param execution precision and device
 * @param conclusion what it amounts to
 * @param initial the first initial value that differs from the case's seed's; empty if none does
 * @param lockstep every epoch compared from the reference's state
 * @param drift every epoch compared free-running
 * @param diagnosis what would explain it; empty if there is nothing to explain
 */
public record Location(
    CaseFile caseFile,
    String backend,
    List<Path> backendPath,
    String against,
    Execution execution,
    Conclusion conclusion,
    Optional<Mismatch> initial,
    TrainingResult lockstep,
    TrainingResult drift,
    Optional<Diagnosis> diagnosis) {

  /**
   * The first divergence: in the initial values, else in the epoch from the reference's state,
   * which shows local error alone, else in the free-running training.
   */
  public Optional<Mismatch> first() {
    return initial.or(lockstep::divergence).or(drift::divergence);
  }
}
