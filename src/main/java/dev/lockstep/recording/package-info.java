/**
 * What trainings did, step by step, as named tensors: one form for the built-in networks and for
 * anybody's training, in memory and on disk.
 *
 * <p>Knows nothing of cells, characters or any network. May use {@code message}, {@code storage}
 * and {@code tensor}; compares nothing and says nothing of tolerances.
 *
 * <p>Files are read by position and not mapped: a mapped file that somebody cuts short would bring
 * down the process or leave numbers that nobody wrote, a read one is told; a tensor may be larger
 * than a mapping; and no address space is held until a collection.
 *
 * <p>Part of the public API: whoever records or reads a training.
 */
package dev.lockstep.recording;
