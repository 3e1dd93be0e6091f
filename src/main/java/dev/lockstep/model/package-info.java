/**
 * What training changes: parameters, optimizer moments and the step count, with PyTorch's names and
 * shapes; and how a training step of the built-in networks is told as named tensors.
 *
 * <p>Data only. May use {@code tensor}, {@code recording} and {@code cases}.
 *
 * <p>Part of the public API: an implementation is given a state and hands over steps.
 */
package dev.lockstep.model;
