/**
 * Goldens: what a published array allows and whether it can tell anything; and how a golden, array
 * or recording, is proposed beside the one in force, accepted, and looked after.
 *
 * <p>In come an array, a training's last softmax and how far rounding may move it; out goes a
 * comparison of {@code compare}, or a file. May use {@code storage}, {@code tensor}, {@code
 * recording}, {@code compare}, {@code cases} and {@code model}; trains nothing and derives no
 * noise.
 */
package dev.lockstep.golden;
