/**
 * Reports for programs: one JSON object a run, a comparison or a location, and what is read back
 * from it.
 *
 * <p>Numbers are those that were found, not as people read them. Uses no other format.
 */
package dev.lockstep.report.json;
