package dev.lockstep.backend;

/**
 * The natives that an implementation computes with.
 *
 * @param cpu its libraries for the host's processor
 * @param cuda what it needs for a GPU
 */
public record NativeRequirements(NativeArtifact cpu, CudaRequirements cuda) {}
