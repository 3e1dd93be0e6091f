/**
 * Reports: what a verification or a comparison found, as data, with the circumstances that a reader
 * needs to repeat it. What is said of it, and each format, has a package of its own below.
 *
 * <p>May use everything above it, but none of the packages below; trains nothing, judges nothing
 * and prints nothing.
 */
package dev.lockstep.report;
