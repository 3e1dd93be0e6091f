/**
 * Which tensor of one recording is which of another, and in what layout: found by name, by what the
 * tensors hold before the first step, or read from a file that says so.
 *
 * <p>What comes out is a list of pairs that a person can check and recipes that show the actual
 * side's tensors in the expected side's layout, lazily. Judges nothing and knows no tolerance: a
 * pairing by content reproduces the numbers exactly once both are rounded to the coarser type (a
 * sum: to rounding). May use {@code tensor}, {@code recording} and {@code compare}, whose {@code
 * Alignment} it is.
 */
package dev.lockstep.compare.alignment;
