/**
 * Names the likely cause of a divergence: replays it against the catalogue of wrong
 * implementations.
 *
 * <p>A cause is named only if it matches within its own noise and the case's own rules do not. May
 * use everything above it.
 */
package dev.lockstep.diagnosis;
