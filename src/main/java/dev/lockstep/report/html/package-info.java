/**
 * Reports as pages that open from disk: their data, the templates that show it, their style and
 * scripts, which become part of the page.
 *
 * <p>A page loads nothing. Texts go into a template as they are, and the template escapes them.
 * Uses no other format.
 */
package dev.lockstep.report.html;
