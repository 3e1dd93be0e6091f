/**
 * What a training did, epoch by epoch, in one form for every implementation.
 *
 * <p>Data only. May use {@code tensor}, {@code cases} and {@code model}.
 */
package dev.lockstep.trajectory;
