/**
 * Reports as plain text.
 *
 * <p>One method from what was found to text that depends on nothing else: not on the locale, the
 * time zone, the clock or the terminal. What does not print is escaped here; printing it is the
 * command line's. Uses no other format.
 */
package dev.lockstep.report.console;
