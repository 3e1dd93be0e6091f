/**
 * Drives sessions through a case's epochs, free-running or in lockstep with the reference.
 *
 * <p>May use the packages above it and {@code backend.reference}; knows no other implementation by
 * name.
 */
package dev.lockstep.training;
