package dev.lockstep.compare;

import dev.lockstep.tensor.Tensor;
import dev.lockstep.trajectory.Quantity;
import java.util.Map;

/**
 * How far each element of an epoch may legitimately lie from the exact reference.
 *
 * @param epoch the number of the epoch, from 1
 * @param bounds for each tensor, one bound an element, 0 or more
 */
public record EpochBounds(int epoch, Map<Quantity, Tensor> bounds) {}
