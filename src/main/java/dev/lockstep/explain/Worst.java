package dev.lockstep.explain;

/**
 * The element of which a rule leaves most.
 *
 * @param parameter its name
 * @param index flat, row-major
 * @param step the number of the step
 * @param state which part of the optimizer's state, or the empty string for the parameter
 * @param excess what is left, over what rounding allows
 */
public record Worst(String parameter, long index, int step, String state, double excess) {

  /** The tensor that holds the element: {@code parameter/head.weight}. */
  public String tensor() {
    return state.isEmpty() ? "parameter/" + parameter : "optimizer/" + state + "/" + parameter;
  }
}
