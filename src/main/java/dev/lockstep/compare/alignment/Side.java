package dev.lockstep.compare.alignment;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of one recording tells which tensor is which.
 *
 * @param shapes every tensor's shape by name, for one scope at a time; a parameter's is that of
 *     whatever of it was recorded
 * @param first the tensors of the first step, with those before it
 * @param steps the tensors of the first steps that both sides recorded
 */
record Side(
    Map<Scope, Map<String, Shape>> shapes,
    Map<TensorName, Values> first,
    List<Map<TensorName, Values>> steps) {

  /**
   * Looks at a recording.
   *
   * @param common the first steps that the other side recorded too
   */
  static Side of(Recording recording, List<Integer> common) {
    Map<TensorName, Values> first =
        recording.steps().isEmpty() ? Map.of() : recording.step(recording.steps().get(0));
    List<Map<TensorName, Values>> steps = new ArrayList<>();
    common.forEach(step -> steps.add(recording.step(step)));
    Map<Scope, Map<String, Shape>> shapes = new LinkedHashMap<>();
    for (Scope scope : Scope.values()) {
      shapes.put(scope, new LinkedHashMap<>());
    }
    addShapes(shapes, first);
    steps.forEach(step -> addShapes(shapes, step));
    return new Side(shapes, first, steps);
  }

  private static void addShapes(
      Map<Scope, Map<String, Shape>> shapes, Map<TensorName, Values> tensors) {
    tensors.forEach(
        (name, values) -> {
          // A single number of the optimizer's state says nothing of its parameter's shape.
          if (name.kind() != Kind.OPTIMIZER || values.shape().elements() > 1) {
            shapes.get(Scope.of(name.kind())).putIfAbsent(name.name(), values.shape());
          }
        });
  }

  /** The shapes of the tensors of a scope by name. */
  Map<String, Shape> shapes(Scope scope) {
    return shapes.get(scope);
  }

  /** The tensors of the first step of a kind that are not among the names, as contents. */
  List<Content> contents(Kind kind, Set<String> paired) {
    List<Content> contents = new ArrayList<>();
    first.forEach(
        (name, values) -> {
          if (name.kind() == kind && !paired.contains(name.name())) {
            contents.add(new Content(name.name(), values));
          }
        });
    return contents;
  }
}
