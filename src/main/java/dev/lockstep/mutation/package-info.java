/**
 * The catalogue of wrong copies of a recording: what a mistake in a training, or in what records
 * it, makes of the numbers of a right one. Each is made from the recording's own numbers and knows
 * no model, so that any recording can be mutated.
 *
 * <p>A mutation says where it must be found first and which causes would be right. May use {@code
 * tensor}, {@code recording} and {@code explain}, whose rules run again over the recorded gradients
 * where a mistake changes updates; compares nothing and judges nothing.
 */
package dev.lockstep.mutation;
