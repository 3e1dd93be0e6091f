/**
 * Measures how long trainings and a whole verification take. Timing lives here and not in tests.
 *
 * <p>The only package that may import JMH. May use everything above {@code cli}.
 */
package dev.lockstep.bench;
