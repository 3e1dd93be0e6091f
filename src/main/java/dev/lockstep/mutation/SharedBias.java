package dev.lockstep.mutation;

import dev.lockstep.explain.Retraining;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One bias where PyTorch's recurrent layers have two: it starts as their sum, has the gradient that
 * both have, and is moved by one update where they are moved by two.
 */
final class SharedBias {
  private static final String FIRST = "bias_ih";
  private static final String SECOND = "bias_hh";

  private SharedBias() {}

  static Optional<Mutant> of(Original original) {
    List<String> firsts =
        original.groups().stream()
            .flatMap(group -> group.parameters().stream())
            .filter(name -> name.contains(FIRST))
            .toList();
    Optional<Retraining> training = original.training();
    if (firsts.isEmpty() || training.isEmpty()) {
      return Optional.empty();
    }
    Draft draft = original.draft();
    firsts.forEach(first -> share(draft, first, training.get()));
    return Optional.of(Mutant.of(draft.recording(), Kind.PARAMETER).because("one-for-two"));
  }

  private static void share(Draft draft, String first, Retraining training) {
    String second = first.replace(FIRST, SECOND);
    String shared = first.replace(FIRST, "bias");
    HeldValues one = (HeldValues) draft.step(1).get(TensorName.of(Kind.START, first));
    HeldValues other = (HeldValues) draft.step(1).get(TensorName.of(Kind.START, second));
    HeldValues sum = one.indexed(i -> one.numbers()[i] + other.numbers()[i]);
    List<Values> gradients = new ArrayList<>();
    for (int step : draft.steps()) {
      gradients.add(draft.step(step).get(TensorName.of(Kind.GRADIENT, first)));
    }
    for (int step : draft.steps()) {
      draft
          .step(step)
          .keySet()
          .removeIf(name -> name.name().equals(first) || name.name().equals(second));
    }
    draft.put(1, TensorName.of(Kind.START, shared), sum);
    for (int step : draft.steps()) {
      draft.put(step, TensorName.of(Kind.GRADIENT, shared), gradients.get(step - 1));
    }
    ElementType type = sum.type();
    training
        .train(shared, sum, gradients)
        .forEach(
            (step, tensors) ->
                tensors.forEach(
                    (name, values) ->
                        draft.put(
                            step, name, new HeldValues(type, values.shape(), values.toArray()))));
  }
}
