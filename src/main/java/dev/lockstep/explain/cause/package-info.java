/**
 * Why a training parts from the expected one, as far as the tensors themselves say it.
 *
 * <p>Each cause is one file: it says what the expected numbers would have to be if it were so, and
 * the same comparison as everywhere tells whether the actual ones are that. A cause is named only
 * if it brings the actual side within what rounding explains where the expected side alone does
 * not. May use {@code tensor}, {@code recording}, {@code compare} and {@code explain}; knows no
 * model.
 */
package dev.lockstep.explain.cause;
