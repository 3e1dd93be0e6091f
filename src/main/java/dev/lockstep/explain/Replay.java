package dev.lockstep.explain;

import java.util.Map;
import java.util.stream.Collectors;

/** Runs a rule over the recorded gradients of a track: what it would have made of each step. */
final class Replay {

  /** Receives what a rule makes of one step. */
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
    Map<String, Rounded> state = null;
    int last = 0;
    for (Track.Step step : track.steps()) {
      if (step.stateBefore().keySet().containsAll(rule.states()) && step.number() > 1) {
        state = recorded(track, step.stateBefore());
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
      Rounded gradient = candidate.clip().of(track.recorded(step.gradient()), step, settings);
      Rounded before = step.before() == null ? gradient.zeros() : track.recorded(step.before());
      Settings now = candidate.at(step.number(), settings);
      Update update = new Update(now, step.number(), before, gradient, state);
      Move move = rule.move(update);
      state = update.after();
      if (step.before() != null) {
        listener.moved(step, move, state);
      }
    }
  }

  private static Map<String, Rounded> recorded(Track track, Map<String, double[]> state) {
    return state.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> track.recorded(entry.getValue())));
  }
}
