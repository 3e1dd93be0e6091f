package dev.lockstep.report;

import dev.lockstep.proof.Proof;

/**
 * What every known mistake came to.
 *
 * @param circumstances when, where and how
 * @param proof what was found
 */
public record ProofReport(Circumstances circumstances, Proof proof) {}
