/**
 * Records trainings of DJL's {@code Trainer}. Copies arrays into a {@code Recorder} and does
 * nothing else; uses DJL's interfaces and no engine.
 */
package dev.lockstep.recording.djl;
