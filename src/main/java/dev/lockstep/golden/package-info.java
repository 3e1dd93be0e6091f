/**
 * Published arrays: what printed decimals allow, and whether an array can tell anything.
 *
 * <p>In come an array, a training's last softmax and how far rounding may move it; out goes a
 * comparison of {@code compare}. May use {@code tensor}, {@code compare}, {@code cases} and {@code
 * model}; trains nothing and derives no noise.
 */
package dev.lockstep.golden;
