package dev.lockstep.explain;

import java.util.List;
import java.util.Optional;

/**
 * How an optimizer makes a new parameter from the old one, its gradient and its own state: one
 * record a rule, whose components are the ways in which libraries differ and whose numbers are
 * {@link Settings}. Its formula is written once, over numbers that carry their rounding error.
 */
public sealed interface UpdateRule
    permits Adadelta, Adagrad, Adam, Adamax, Lion, NAdam, RAdam, RmsProp, Sgd {

  /**
   * PyTorch's name in small letters; another library's way of it is named after a hyphen: {@code
   * adam-epsilon-hat}.
   */
  String name();

  /** The settings that it reads, {@link Setting#LR} first. */
  List<Setting> settings();

  /** The state that it keeps from step to step, with PyTorch's words; empty if it keeps none. */
  List<String> states();

  /** Where a weight decay enters. */
  Decay decay();

  /**
   * The state that gathers gradients.
   *
   * @param state its name
   * @param setting how much of it a step keeps
   * @param averages whether a gradient enters with what is not kept, and not whole
   */
  record Mean(String state, Setting setting, boolean averages) {}

  /** The state that gathers gradients, if it has one that each step keeps a part of. */
  default Optional<Mean> mean() {
    return Optional.empty();
  }

  /** How far it lies from what is usual: 0 for PyTorch's own way, 1 for each departure. */
  int departures();

  /** One step: what becomes of the parameter, and of the state. */
  Move move(Update update);

  /**
   * How far faithful implementations of a step may lie apart in its rate, as a part of it: where
   * its scalars are rounded in more than one way. Most leave no such room.
   *
   * @param count the number of the step, from 1
   */
  default double leeway(Settings settings, int count) {
    return 0;
  }

  /** The same rule without jumps, for slopes by difference quotients; most have none. */
  default UpdateRule smooth() {
    return this;
  }

  /**
   * The settings with those replaced that follow from the updates without descent; most have none.
   */
  default Settings solved(Settings settings, List<Track> tracks) {
    return settings;
  }
}
