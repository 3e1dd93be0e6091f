package dev.lockstep.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.lockstep.cases.Task;
import java.util.List;

/** How a recurrent block runs over the text of a session, from a zero state. */
interface Unrolling {

  /** The one-hot inputs that the session keeps; lent to the epoch's manager while it runs. */
  List<NDArray> inputs();

  /** The hidden state after each of T steps, [T, H]. */
  NDArray hidden(Network network);

  /** Makes the inputs of a session, once. */
  interface Factory {
    /** The unrolling of a task, its inputs held by the manager. */
    Unrolling of(Task task, NDManager manager, DataType type);
  }
}
