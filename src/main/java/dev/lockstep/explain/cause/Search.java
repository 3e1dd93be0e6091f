package dev.lockstep.explain.cause;

import java.util.List;

/** Looks for one kind of cause. */
interface Search {

  /** The causes of this kind that hold at a scene; none if it does not explain what is seen. */
  List<Cause> of(Scene scene);
}
