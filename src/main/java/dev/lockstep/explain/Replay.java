package dev.lockstep.explain;

import java.util.HashMap;
import java.util.Map;

/** Runs a rule over the recorded gradients of a track: what it would have made of each step. */
final class Replay {

  /** Receives what a rule makes of one step; its numbers hold until it returns. */
  interface Listener {
    void moved(Track.Step step, Move move, Map<String, Rounded> state);
  }

  private Replay() {}

  /**
   * Runs over all steps whose parameter before, gradient and state are known: recorded, or carried
   * on from step 1, or not needed. State that follows from gradients alone is carried on over steps
   * of which no more than those are known.
   *
   * @param settings all but the rate, which moves do not hold
   */
  static void run(Candidate candidate, Settings settings, Track track, Listener listener) {
    UpdateRule rule = candidate.rule();
    Scratch scratch = new Scratch(track.elements());
    Rounded exact = Rounded.exact(new double[track.elements()], track.arithmetic(), scratch);
    Map<String, Rounded> state = null;
    int last = 0;
    for (Track.Step step : track.steps()) {
      if (step.stateBefore().keySet().containsAll(rule.states()) && step.number() > 1) {
        state = recorded(exact, step.stateBefore());
      } else if (step.number() == 1) {
        state = Map.of();
      } else if (step.number() != last + 1) {
        state = null;
      }
      last = step.number();
      boolean carries = step.before() != null || rule.decay() != Decay.COUPLED;
      if (step.gradient() == null || state == null || !carries) {
        state = null;
        continue;
      }
      Rounded gradient = candidate.clip().of(exact.of(step.gradient()), step, settings);
      Rounded before = step.before() == null ? exact : exact.of(step.before());
      Settings now = candidate.at(step.number(), settings);
      Update update = new Update(now, step.number(), before, gradient, state);
      Move move = rule.move(update);
      state = update.after();
      if (step.before() != null) {
        listener.moved(step, move, state);
      }
      scratch.reclaim(state.values());
    }
  }

  private static Map<String, Rounded> recorded(Rounded exact, Map<String, double[]> state) {
    Map<String, Rounded> recorded = new HashMap<>();
    state.forEach((name, values) -> recorded.put(name, exact.of(values)));
    return recorded;
  }
}
