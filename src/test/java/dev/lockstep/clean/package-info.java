/**
 * Plain float32 implementations of training that are right and differ in what rounding does: the
 * order of sums, accumulators, formulas, layouts. None of them may be taken for wrong.
 *
 * <p>They share no arithmetic with the program. Read {@link dev.lockstep.clean.Style} for how they
 * differ.
 */
package dev.lockstep.clean;
