package dev.lockstep.backend;

/**
 * The natives that an implementation computes with.
 *
 * @param cpu its libraries for the host's processor
 * @param cuda what it needs for a GPU
 * @param artifacts the Maven coordinates of what brings the library and {@code cpu}, in words
 */
public record NativeRequirements(NativeArtifact cpu, CudaRequirements cuda, String artifacts) {}
