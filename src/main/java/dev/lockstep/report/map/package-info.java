/**
 * The coloured maps that reports show, before they have a format: which cells there are, and the
 * colour of each.
 *
 * <p>What was compared comes in; pages and pictures are made of it. Knows no format.
 */
package dev.lockstep.report.map;
