package dev.lockstep.backend.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A loop over all T steps, cut into windows of at most {@value #WINDOW_LENGTH} steps. The kernels
 * of a step are bound to its place in the window and shared by all windows, so their number, and
 * the memory that a step needs, do not grow with the text, and what runs again and again stays in
 * the processor's cache. Around each window, other kernels carry its numbers between arrays of
 * window length and arrays of text length.
 *
 * @param windows the windows, in the order of the text
 * @param enter for each window, what runs before its steps
 * @param steps for each place in a window, the step
 * @param leave for each window, what runs after its steps
 */
record Recurrence(
    List<Window> windows, List<Kernel> enter, List<Kernel> steps, List<Kernel> leave) {
  private static final int WINDOW_LENGTH = 64;

  /**
   * Consecutive steps.
   *
   * @param start the first step
   * @param length how many, 1 or more
   */
  record Window(int start, int length) {
    /** The step after the last one. */
    int end() {
      return start + length;
    }
  }

  /** The length of all windows but the last, which may be shorter. */
  static int windowLength(int steps) {
    return Math.min(steps, WINDOW_LENGTH);
  }

  /** The loop with the kernels that the functions make for each window and each place in one. */
  static Recurrence over(
      int steps,
      Function<Window, Kernel> enter,
      IntFunction<Kernel> step,
      Function<Window, Kernel> leave) {
    int length = windowLength(steps);
    List<Window> windows = new ArrayList<>();
    for (int start = 0; start < steps; start += length) {
      windows.add(new Window(start, Math.min(length, steps - start)));
    }
    List<Kernel> places = new ArrayList<>();
    for (int place = 0; place < length; place++) {
      places.add(step.apply(place));
    }
    return new Recurrence(
        windows,
        windows.stream().map(enter).toList(),
        places,
        windows.stream().map(leave).toList());
  }

  /** Runs the steps from the first to the last. */
  void forward() {
    for (int w = 0; w < windows.size(); w++) {
      enter.get(w).run();
      for (int place = 0; place < windows.get(w).length(); place++) {
        steps.get(place).run();
      }
      leave.get(w).run();
    }
  }

  /** Runs the steps from the last to the first. */
  void backward() {
    for (int w = windows.size() - 1; w >= 0; w--) {
      enter.get(w).run();
      for (int place = windows.get(w).length() - 1; place >= 0; place--) {
        steps.get(place).run();
      }
      leave.get(w).run();
    }
  }
}
