package dev.lockstep.cli;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.GoldenOrigin;
import dev.lockstep.report.MachineFacts;
import dev.lockstep.report.ProgramVersion;
import dev.lockstep.verification.Job;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a proposed array says of itself. */
final class GoldenOrigins {
  private GoldenOrigins() {}

  /** That of an array which was trained here and now. */
  static GoldenOrigin of(Job job, GoldenArray array) {
    MachineFacts machine = MachineFacts.ofThisMachine();
    return new GoldenOrigin(
        job.backend().info().name(),
        job.backend().info().library(),
        job.execution().precision().label() + " on " + job.execution().device().label(),
        "lockstep " + ProgramVersion.text(),
        machine.os() + " " + machine.architecture() + ", " + machine.processors() + " processors",
        machine.jvm(),
        Long.toString(job.caseFile().trainingCase().seed()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        "a value stands for itself ± "
            + BigDecimal.ONE
                .scaleByPowerOfTen(-array.decimals() - 1)
                .multiply(BigDecimal.valueOf(5))
                .toPlainString()
            + ", half a unit of its last decimal; verifying adds how far rounding moves the"
            + " training in the precision in question",
        GoldenOrigin.digest(job.caseFile().trainingCase()));
  }

  /** The sentence for people. */
  static String source(GoldenOrigin origin) {
    return "trained by "
        + origin.implementation()
        + " ("
        + origin.library()
        + ", "
        + origin.computed()
        + ") on "
        + origin.date().substring(0, 10);
  }
}
