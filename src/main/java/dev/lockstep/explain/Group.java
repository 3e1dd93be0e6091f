package dev.lockstep.explain;

import java.util.List;

/**
 * Parameters that one rule with one choice of settings explains.
 *
 * @param fit the rule, its settings, and what they leave of the samples
 * @param tracks the samples
 * @param others the other rules that explain the same samples about as well, and ask for no more
 */
record Group(Fit fit, List<Track> tracks, List<Fit> others) {

  List<String> parameters() {
    return tracks.stream().map(Track::name).toList();
  }
}
