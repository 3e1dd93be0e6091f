/**
 * Records trainings of DL4J's networks. Copies arrays into a {@code Recorder} and does nothing
 * else; uses DL4J as the project under test brings it.
 *
 * <p>Part of the public API: whoever trains with DL4J.
 */
package dev.lockstep.recording.dl4j;
