/**
 * What training changes: parameters, optimizer moments and the step count, with PyTorch's names and
 * shapes.
 *
 * <p>Data only. May use {@code tensor} and {@code cases}.
 */
package dev.lockstep.model;
