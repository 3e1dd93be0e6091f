/**
 * What a format of a run's report is: a file that grows case by case, and what it has written down
 * until then.
 *
 * <p>Knows no format by name. May use what is said; keeps no case in memory.
 */
package dev.lockstep.report.format;
