package dev.lockstep.report;

import dev.lockstep.tensor.Precision;

/**
 * A verification.
 *
 * @param circumstances when, where and how
 * @param precision the precision that was asked for
 */
public record Run(Circumstances circumstances, Precision precision) {}
