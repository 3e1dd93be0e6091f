package dev.lockstep.explain;

/**
 * What a rule makes of a parameter: {@code base - lr · direction}.
 *
 * @param base what is left of the parameter whatever the rate
 * @param direction what the rate multiplies
 */
record Move(Rounded base, Rounded direction) {}
