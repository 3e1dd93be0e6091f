package dev.lockstep.report.said;

import dev.lockstep.report.Run;

/** A run in one line. */
public final class RunSummary {
  private RunSummary() {}

  /** What it amounts to and how many of which verdict. */
  public static String of(Run run, Tally tally) {
    return tally.exitStatus().headline()
        + ": "
        + tally
        + "; "
        + run.precision().label()
        + ", "
        + Numbers.seconds(run.seconds())
        + " s";
  }
}
