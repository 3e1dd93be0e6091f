/**
 * The small interface behind which implementations train, cut at the training step.
 *
 * <p>Implementations live in subpackages, share no arithmetic, and are found through {@link
 * java.util.ServiceLoader}, so this package names none of them and nothing native is loaded before
 * a session is opened. May use {@code tensor}, {@code recording}, {@code cases} and {@code model}.
 *
 * <p>Part of the public API: whoever writes an implementation of his own.
 */
package dev.lockstep.backend;
