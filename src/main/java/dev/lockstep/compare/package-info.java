/**
 * Decides whether two sets of numbers are the same: what may differ, what differs, and where it
 * began.
 *
 * <p>Every tolerance is derived here, from printed decimals and from the reference under random
 * rounding; none is a constant that somebody chose for a case. May use the packages above it and
 * {@code backend.reference}; knows no other implementation by name.
 */
package dev.lockstep.compare;
