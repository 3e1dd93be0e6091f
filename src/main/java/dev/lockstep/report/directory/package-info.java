/**
 * The directory that a report is written to: all its files or none, for one run at a time.
 *
 * <p>The only package of reports that writes; it may use all formats, and says nothing itself.
 */
package dev.lockstep.report.directory;
