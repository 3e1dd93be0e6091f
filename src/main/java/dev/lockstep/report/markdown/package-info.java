/**
 * Reports as summaries for a job of a continuous integration.
 *
 * <p>No character of what is reported acts as markup. Uses no other format.
 */
package dev.lockstep.report.markdown;
