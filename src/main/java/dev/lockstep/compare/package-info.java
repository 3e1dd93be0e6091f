/**
 * Decides whether two sets of numbers are the same: two values and a bound in, an answer out; what
 * differs, and where it began.
 *
 * <p>Pure: knows names, shapes and order, and nothing of networks, cases, backends or where a bound
 * comes from. May use {@code tensor} and {@code recording}.
 */
package dev.lockstep.compare;
