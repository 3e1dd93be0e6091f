/**
 * Where bounds come from: how far rounding alone may move each number of a training.
 *
 * <p>Every bound is derived here, from the reference under random rounding or from a sample of
 * recordings of the same training; none is a constant that somebody chose for a case. In come a
 * case and what an implementation declares of its arithmetic; out go exact numbers and bounds for
 * {@code compare}. May use the packages above it and {@code backend.reference}; knows no other
 * implementation by name.
 */
package dev.lockstep.noise;
