package dev.lockstep.compare;

import dev.lockstep.tensor.Precision;

/**
 * Which errors an implementation may make in one operation.
 *
 * @param precision the format whose roundoff every operation may add
 * @param elementaryError the largest relative error of exp, log, tanh and the logistic function, in
 *     units of the roundoff, 1 or more
 */
public record NoiseModel(Precision precision, double elementaryError) {}
