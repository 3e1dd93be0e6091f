/**
 * Reports as JUnit's XML, which servers of continuous integration show as tests.
 *
 * <p>A case is a suite, an implementation a test. No character of what is reported acts as markup.
 * Uses no other format.
 */
package dev.lockstep.report.xml;
