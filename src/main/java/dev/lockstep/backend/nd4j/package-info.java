/**
 * Training written by hand with ND4J operations: the cells, back-propagation through time, the
 * loss, and the optimizers. No recurrent layer and no automatic differentiation of any library.
 *
 * <p>The only package that may import {@code org.nd4j}. Every number of a training is computed by
 * an ND4J operation; Java only decides which one runs next. An operation on a handful of numbers
 * costs far more for its call than for its arithmetic, so a session makes every array, view and
 * operation once ({@link dev.lockstep.backend.nd4j.Arena}, {@link
 * dev.lockstep.backend.nd4j.Kernels}) and an epoch only runs them again. What depends on the step
 * before stays in a loop over steps ({@link dev.lockstep.backend.nd4j.Recurrence}); all else is one
 * operation over many steps.
 *
 * <p>In the comments T is the number of steps, H the hidden size, V the vocabulary size, N the
 * steps of a window.
 */
package dev.lockstep.backend.nd4j;
