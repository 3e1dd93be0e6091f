package dev.lockstep.device;

import dev.lockstep.backend.ComputeCapability;

/**
 * A GPU as the driver describes it.
 *
 * @param index its place in the driver's order, from 0
 * @param name the product's name
 * @param memoryBytes all of its memory
 * @param capability the generation of its instruction set
 */
public record Gpu(int index, String name, long memoryBytes, ComputeCapability capability) {}
