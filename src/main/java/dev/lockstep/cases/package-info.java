/**
 * Training cases as data, and the strict reader and the writer of case files.
 *
 * <p>A case says what to train and what must come out. Reading refuses anything that the format
 * does not allow, before anything is trained. May use {@code tensor} and Jackson; knows no backend.
 *
 * <p>Part of the public API: an implementation is given one.
 */
package dev.lockstep.cases;
