package dev.lockstep.report.said;

import dev.lockstep.report.Circumstances;
import dev.lockstep.report.Run;
import java.util.List;

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
        + Numbers.seconds(run.circumstances().seconds())
        + " s";
  }

  /** How to run it again, how long that takes, and when and where it was run. */
  public static List<Fact> facts(Circumstances circumstances) {
    return List.of(
        Fact.of("command", ShellCommand.of(circumstances)),
        Fact.of("took", Numbers.seconds(circumstances.seconds()) + " s"),
        Fact.of("when", circumstances.when().toString()),
        Fact.of("machine", circumstances.machine().toString()),
        Fact.of("version", "Lockstep " + circumstances.programVersion()));
  }
}
