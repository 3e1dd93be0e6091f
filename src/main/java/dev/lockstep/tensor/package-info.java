/**
 * Numbers with a shape: data that every other package exchanges, without arithmetic beyond sums of
 * bounds.
 *
 * <p>May use nothing of this project and no numerical library. Arithmetic belongs to the backends
 * and to the comparison.
 */
package dev.lockstep.tensor;
