/**
 * Reports: what a verification found, as data, and one writer for each format.
 *
 * <p>A writer is one method from a {@link dev.lockstep.report.Report} to text that depends on
 * nothing else: not on the locale, the time zone, the clock or the terminal. May use everything
 * above it; trains nothing, judges nothing and prints nothing.
 */
package dev.lockstep.report;
