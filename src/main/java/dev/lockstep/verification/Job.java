package dev.lockstep.verification;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseFile;

/**
 * One case to be trained by one implementation.
 *
 * @param caseFile the case and where it was read
 * @param backend the implementation
 * @param execution precision and device
 * @param mode whether lockstep is run beside the free-running training
 */
public record Job(CaseFile caseFile, Backend backend, Execution execution, Mode mode) {

  /** What is run. */
  public enum Mode {
    /** One training in which every epoch starts from where the one before ended. */
    FREE_RUNNING,
    /** That, and a second one in which every epoch starts from the reference's state. */
    WITH_LOCKSTEP,
    /** As with lockstep, but every record is kept, to be compared elsewhere. */
    RECORDED
  }

  /** How many epochs this job runs in all. */
  public int epochs() {
    return caseFile.trainingCase().epochs() * (mode == Mode.FREE_RUNNING ? 1 : 2);
  }

  /** As printed: the case's and the implementation's name. */
  @Override
  public String toString() {
    return caseFile.trainingCase().name() + " " + backend.info().name();
  }
}
