/**
 * The arithmetic to trust and to read: training in plain Java loops, one file per cell, loss and
 * optimizer. Each holds formulas; {@code Unrolled} and {@code Repetition} run them over a text and
 * leave out the steps that repeat earlier ones.
 *
 * <p>{@code Rounding} is made of a {@code Grid}, which numbers can be stored, of {@code Sums}, in
 * which order and lanes they are added up, and of {@code ElementaryFunctions}, how accurate a
 * library's are.
 *
 * <p>Its seams are {@code Cell}, {@code Loss}, {@code Optimizer} and {@code Rounding}. A wrong
 * implementation of one seam is a fault to be caught; another {@code Rounding} is another number
 * format. The right code carries no switches. May use {@code tensor}, {@code cases}, {@code model},
 * {@code recording} and {@code backend}, and no numerical library.
 */
package dev.lockstep.backend.reference;
