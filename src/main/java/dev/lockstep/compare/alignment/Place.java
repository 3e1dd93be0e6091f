package dev.lockstep.compare.alignment;

/**
 * One element in the actual side's own coordinates.
 *
 * @param name the tensor's name, without its kind
 * @param flat the row-major index within it
 */
public record Place(String name, long flat) {}
