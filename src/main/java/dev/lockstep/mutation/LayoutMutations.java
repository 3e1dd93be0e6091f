package dev.lockstep.mutation;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import java.util.List;
import java.util.Optional;

/** No mistakes: the same training said in other words. What is found of these is a false alarm. */
final class LayoutMutations {
  private LayoutMutations() {}

  static List<Mutation> all() {
    return List.of(
        new Mutation(
            "unchanged",
            "nothing is changed",
            original -> Optional.of(Mutant.harmless(original.recording()))),
        new Mutation(
            "updated-again",
            "the same updates are computed by another program",
            original ->
                original
                    .training()
                    .map(training -> Mutant.harmless(original.draft().retrained().recording()))),
        new Mutation(
            "weight-kept-transposed",
            "one weight is kept transposed throughout",
            original ->
                original
                    .oblongMatrix()
                    .map(parameter -> Mutant.harmless(transposed(original, parameter)))));
  }

  private static HeldRecording transposed(Original original, TensorName parameter) {
    Draft draft = original.draft();
    for (Kind kind : List.of(Kind.START, Kind.GRADIENT, Kind.PARAMETER, Kind.OPTIMIZER)) {
      draft.change(
          kind,
          (step, name, values) ->
              name.name().equals(parameter.name()) && values.shape().rank() == 2
                  ? values.transposed()
                  : values);
    }
    return draft.recording();
  }
}
