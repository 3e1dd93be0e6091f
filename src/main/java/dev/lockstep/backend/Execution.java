package dev.lockstep.backend;

import dev.lockstep.tensor.Precision;

/**
 * How a session is to compute.
 *
 * @param precision the floating-point format of every number and operation
 * @param device where
 */
public record Execution(Precision precision, Device device) {}
