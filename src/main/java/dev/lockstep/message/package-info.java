/**
 * What messages are made of: text that is safe to show, and the reason in what was thrown.
 *
 * <p>Everything may use it; it uses nothing of this program, prints nothing, and knows no case.
 */
package dev.lockstep.message;
