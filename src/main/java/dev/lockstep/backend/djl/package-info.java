/**
 * Training with the Deep Java Library on PyTorch: the library's recurrent blocks, its linear block,
 * its loss and its automatic differentiation. Only the update rule is written here, because DJL's
 * own Adam is not PyTorch's.
 *
 * <p>The only package that may import {@code ai.djl}. {@link dev.lockstep.backend.djl.DjlSequence}
 * and {@link dev.lockstep.backend.djl.DjlCell} are all that others see of it; no {@code NDArray}
 * leaves it. May use {@code tensor}, {@code cases}, {@code model}, {@code recording} and {@code
 * backend}.
 *
 * <p>Two rules keep native memory flat. What a session keeps is lent to the epoch's manager for the
 * length of an epoch, so that everything computed from it dies with that manager. And a parameter
 * is replaced by its update, not changed in place, so that no gradient is left to be cleared.
 */
package dev.lockstep.backend.djl;
