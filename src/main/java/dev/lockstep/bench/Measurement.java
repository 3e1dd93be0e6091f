package dev.lockstep.bench;

/**
 * One line of the table.
 *
 * @param what what was measured
 * @param value the mean, in the unit of the line
 * @param spread half the width of the range of the single values
 * @param unit {@code s} or {@code MiB}
 * @param target the most that is wanted; NaN if nothing is
 * @param basis where the target comes from; empty if there is none
 */
public record Measurement(
    String what, double value, double spread, String unit, double target, String basis) {

  /** A line without a target. */
  static Measurement of(String what, Sample sample) {
    return new Measurement(what, sample.mean(), sample.spread(), "s", Double.NaN, "");
  }

  /** This line with a target. */
  Measurement atMost(double most, String why) {
    return new Measurement(what, value, spread, unit, most, why);
  }

  /** {@code yes} or {@code no}; empty if there is no target. */
  public String met() {
    if (Double.isNaN(target)) {
      return "";
    }
    return value <= target ? "yes" : "no";
  }
}
