/**
 * Numbers with a shape: data that every other package exchanges, without arithmetic beyond sums of
 * bounds.
 *
 * <p>May use nothing of this project and no numerical library. Arithmetic belongs to the backends
 * and to the comparison.
 *
 * <p>Part of the public API: the numbers in all of it.
 */
package dev.lockstep.tensor;
