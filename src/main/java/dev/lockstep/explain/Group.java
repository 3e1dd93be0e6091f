package dev.lockstep.explain;

import java.util.List;

/**
 * Parameters that one rule with one choice of settings explains.
 *
 * @param fit the rule, its settings, and what they leave of the samples
 * @param members some elements of every parameter
 * @param samples those of the members, and further elements, that settings are estimated from
 * @param others the other rules that explain the same samples about as well, and ask for no more
 */
record Group(Fit fit, List<Track> members, List<Track> samples, List<Fit> others) {

  List<String> parameters() {
    return members.stream().map(Track::name).toList();
  }
}
