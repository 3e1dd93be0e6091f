package dev.lockstep.training;

/** Is told of progress; called in the training's own thread. */
@FunctionalInterface
public interface EpochListener {

  /**
   * An epoch is done.
   *
   * @param epoch its number, from 1
   */
  void epochDone(int epoch);
}
