/**
 * What every implementation must keep to, so that its verdicts can be trusted: how a session may be
 * used, and what it hands over. One suite for everybody's implementations, told from the outside
 * alone.
 *
 * <p>May use the packages above it and {@code backend.reference}, which says what is right; knows
 * no other implementation by name, and no library of tests.
 */
package dev.lockstep.contract;
