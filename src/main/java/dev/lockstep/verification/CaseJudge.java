package dev.lockstep.verification;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import java.util.List;

/**
 * Judges trainings of one case one after the other, as a verification does, within one envelope.
 */
public final class CaseJudge {
  private static final long ENVELOPE_SEED = 1;

  private final Envelope envelope;
  private final FaultCoverage coverage;

  private CaseJudge(Envelope envelope, FaultCoverage coverage) {
    this.envelope = envelope;
    this.coverage = coverage;
  }

  /** Derives what trainings of a case are judged by. */
  public static CaseJudge of(CaseFile caseFile, NoiseModel noise) {
    TrainingCase trainingCase = caseFile.trainingCase();
    Envelope envelope = Envelope.of(trainingCase, noise, ENVELOPE_SEED);
    return new CaseJudge(
        envelope, FaultTrial.of(trainingCase, noise.precision(), List.of(envelope)).get(0));
  }

  /** How far a training may stray. */
  public Envelope envelope() {
    return envelope;
  }

  /** The judgement of what came of a job of the case. */
  public Judgement judge(Job job, JobResult result) {
    return Judge.judge(job, result, new Part.Made<>(envelope), new Part.Made<>(coverage));
  }
}
