package dev.lockstep.mutation;

import dev.lockstep.explain.GroupReading;
import dev.lockstep.explain.Retraining;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/** A copy of a recording that is being made wrong. */
final class Draft {
  private final Original original;
  private final SortedMap<Integer, Map<TensorName, Values>> steps = new TreeMap<>();

  Draft(Original original) {
    this.original = original;
    original
        .recording()
        .tensors()
        .forEach((step, tensors) -> steps.put(step, new LinkedHashMap<>(tensors)));
  }

  /** What becomes of a tensor of a step. */
  interface Change {
    /** The tensor in its place; null for none. */
    HeldValues of(int step, TensorName name, HeldValues values);
  }

  /** Changes every tensor of a kind. */
  Draft change(Kind kind, Change change) {
    steps.forEach(
        (step, tensors) ->
            List.copyOf(tensors.keySet()).stream()
                .filter(name -> name.kind() == kind)
                .forEach(name -> change(step, name, change)));
    return this;
  }

  /** Changes one tensor wherever it is. */
  Draft change(TensorName name, Change change) {
    steps.forEach(
        (step, tensors) -> {
          if (tensors.containsKey(name)) {
            change(step, name, change);
          }
        });
    return this;
  }

  private void change(int step, TensorName name, Change change) {
    HeldValues changed =
        change.of(step, name, (HeldValues) original.recording().step(step).get(name));
    if (changed == null) {
      steps.get(step).remove(name);
    } else {
      steps.get(step).put(name, changed);
    }
  }

  /** Leaves a step out. */
  Draft without(int step) {
    steps.remove(step);
    return this;
  }

  /** Puts a tensor in. */
  Draft put(int step, TensorName name, Values values) {
    steps.get(step).put(name, HeldValues.of(values));
    return this;
  }

  /** What a step holds at present. */
  Map<TensorName, Values> step(int step) {
    return steps.get(step);
  }

  List<Integer> steps() {
    return List.copyOf(steps.keySet());
  }

  /** Makes all updates again from the gradients as they are now; nothing where they cannot be. */
  Draft retrained() {
    return retrained(training -> training);
  }

  /** Makes all updates again by something else. */
  Draft retrained(UnaryOperator<Retraining> change) {
    return retrained(change, step -> 1);
  }

  /** Makes all updates again, each step at a rate times a factor. */
  Draft retrained(UnaryOperator<Retraining> change, IntToDoubleFunction factor) {
    if (original.training().isPresent()) {
      ElementType format = original.recording().facts().precision();
      for (GroupReading group : original.groups()) {
        Retraining training = change.apply(Retraining.of(group, format));
        group.parameters().forEach(name -> train(name, training, factor));
      }
    }
    return this;
  }

  private void train(String name, Retraining training, IntToDoubleFunction factor) {
    Values start = steps.get(1).get(TensorName.of(Kind.START, name));
    List<Values> gradients = new ArrayList<>();
    for (Map<TensorName, Values> step : steps.values()) {
      Values gradient = step.get(TensorName.of(Kind.GRADIENT, name));
      gradients.add(gradient == null ? Tensor.zeros(start.shape()) : gradient);
    }
    training
        .train(name, start, gradients, factor)
        .forEach((step, tensors) -> replace(steps.get(step), name, start.type(), tensors));
  }

  private static void replace(
      Map<TensorName, Values> step,
      String name,
      ElementType type,
      Map<TensorName, Tensor> tensors) {
    boolean recorded =
        step.keySet().stream()
            .anyMatch(known -> known.kind() == Kind.OPTIMIZER && known.name().equals(name));
    step.keySet()
        .removeIf(
            known ->
                known.kind() == Kind.OPTIMIZER
                    && known.name().equals(name)
                    && known.state().matches(".*(avg|buffer|sum|norm|acc).*"));
    tensors.forEach(
        (known, values) -> {
          if (recorded || known.kind() == Kind.PARAMETER) {
            step.put(known, new HeldValues(type, values.shape(), values.toArray()));
          }
        });
  }

  /** The copy as it is now. */
  HeldRecording recording() {
    return new HeldRecording(original.recording().facts(), steps);
  }
}
