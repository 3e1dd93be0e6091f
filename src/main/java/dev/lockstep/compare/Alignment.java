package dev.lockstep.compare;

import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Map;

/**
 * Says which tensor of one side is which of the other, and in what layout. Whatever an alignment
 * does not know of stays as it is.
 */
public interface Alignment {

  /** The tensors of a step as they are: each stands for the one of its own name. */
  Alignment BY_NAME =
      new Alignment() {
        @Override
        public Sides tensors(Sides sides) {
          return sides;
        }

        @Override
        public Sides noise(Sides noise, Sides tensors) {
          return noise;
        }

        @Override
        public List<Pairing> pairings() {
          return List.of();
        }
      };

  /** Both sides' tensors of one step, under the names and in the layouts in which they agree. */
  Sides tensors(Sides sides);

  /**
   * The same for noise. Of a sum of tensors it is the sum: what moves both addends alike moves
   * their sum by as much together, and nothing moves it further.
   *
   * @param noise root mean square deviations by the names of both sides
   * @param tensors of the same step, as {@link #tensors} takes them
   */
  Sides noise(Sides noise, Sides tensors);

  /** What was found, for a person to check; without the tensors that agree in name and layout. */
  List<Pairing> pairings();

  /**
   * Tensors of one step by name.
   *
   * @param expected the expected side's
   * @param actual the actual side's
   */
  record Sides(Map<TensorName, Values> expected, Map<TensorName, Values> actual) {}

  /**
   * One line of the table of what was paired.
   *
   * @param expected the expected side's tensor, or tensors joined with a plus
   * @param actual the actual side's
   * @param how the change of layout in words
   */
  record Pairing(String expected, String actual, String how) {}
}
