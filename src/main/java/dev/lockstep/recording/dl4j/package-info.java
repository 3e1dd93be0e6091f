/**
 * Records trainings of DL4J's networks. Copies arrays into a {@code Recorder} and does nothing
 * else; uses DL4J as the project under test brings it.
 */
package dev.lockstep.recording.dl4j;
