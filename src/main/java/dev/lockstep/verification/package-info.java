/**
 * Verifies cases: trains every implementation, derives the envelopes, compares, and judges.
 *
 * <p>Trainings are jobs that may run side by side, or elsewhere; judging is a pure function of what
 * they gave. May use everything above it; knows no implementation by name and prints nothing.
 */
package dev.lockstep.verification;
