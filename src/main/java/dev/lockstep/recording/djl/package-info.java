/**
 * Records trainings of DJL's {@code Trainer}. Copies arrays into a {@code Recorder} and does
 * nothing else; uses DJL's interfaces and no engine.
 *
 * <p>Part of the public API: whoever trains with DJL.
 */
package dev.lockstep.recording.djl;
