/**
 * Initial weights, drawn bit for bit as PyTorch draws them on a CPU.
 *
 * <p>In comes a case, out goes its first {@code ModelState}. May use {@code tensor}, {@code cases}
 * and {@code model}; no numerical library, so that every backend starts from the same numbers.
 */
package dev.lockstep.init;
