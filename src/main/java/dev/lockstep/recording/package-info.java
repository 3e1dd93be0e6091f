/**
 * What trainings did, step by step, as named tensors: one form for the built-in networks and for
 * anybody's training, in memory and on disk.
 *
 * <p>Knows nothing of cells, characters or any network. May use {@code tensor}; compares nothing
 * and says nothing of tolerances.
 */
package dev.lockstep.recording;
