package dev.lockstep.compare.alignment;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All pairs of two recordings, applied to a step. */
final class Pairs {
  private final List<Pair> all;
  private final Map<Scope, Map<String, Pair>> byExpected = new EnumMap<>(Scope.class);
  private final Map<Scope, Set<String>> actual = new EnumMap<>(Scope.class);

  Pairs(List<Pair> all) {
    this.all = List.copyOf(all);
    for (Scope scope : Scope.values()) {
      byExpected.put(scope, new HashMap<>());
      actual.put(scope, new HashSet<>());
    }
    for (Pair pair : all) {
      pair.expected().forEach(name -> byExpected.get(pair.scope()).put(name, pair));
      actual.get(pair.scope()).addAll(pair.actual());
    }
  }

  List<Pair> all() {
    return all;
  }

  /**
   * Pairs the tensors of a step. A tensor that no pair names stands for the one of its own name.
   *
   * @param ofExpected the expected side's tensors, in the order in which it computed them
   * @param ofActual the actual side's
   */
  AlignedStep step(Map<TensorName, Values> ofExpected, Map<TensorName, Values> ofActual) {
    Map<TensorName, AlignedTensor> tensors = new LinkedHashMap<>();
    List<TensorName> onlyExpected = new ArrayList<>();
    Set<TensorName> used = new HashSet<>();
    ofExpected.forEach(
        (name, values) -> {
          List<AlignedTensor> aligned = aligned(name, values.shape());
          if (aligned.isEmpty() || !aligned.stream().allMatch(a -> has(a, ofExpected, ofActual))) {
            onlyExpected.add(name);
            return;
          }
          for (AlignedTensor tensor : aligned) {
            tensors.putIfAbsent(tensor.name(), tensor);
            used.addAll(tensor.actual());
          }
        });
    Set<TensorName> rest = new LinkedHashSet<>(ofActual.keySet());
    rest.removeAll(used);
    return new AlignedStep(List.copyOf(tensors.values()), onlyExpected, List.copyOf(rest));
  }

  private static boolean has(
      AlignedTensor tensor, Map<TensorName, Values> expected, Map<TensorName, Values> actual) {
    return expected.keySet().containsAll(tensor.expected())
        && actual.keySet().containsAll(tensor.actual());
  }

  private List<AlignedTensor> aligned(TensorName name, Shape shape) {
    Scope scope = Scope.of(name.kind());
    Pair pair = byExpected.get(scope).get(name.name());
    if (pair == null) {
      return actual.get(scope).contains(name.name())
          ? List.of()
          : List.of(new AlignedTensor(name, List.of(name), List.of(whole(name.name(), shape))));
    }
    boolean adds = name.kind() == Kind.START || name.kind() == Kind.PARAMETER;
    if (adds && (pair.expected().size() > 1 || pair.recipes().size() > 1)) {
      List<TensorName> addends =
          pair.expected().stream()
              .map(addend -> new TensorName(name.kind(), name.state(), addend))
              .toList();
      return List.of(AlignedTensor.sum(addends, pair.recipes()));
    }
    boolean single = shape.elements() == 1 && pair.recipes().get(0).shape().elements() != 1;
    List<Recipe> recipes =
        single
            ? pair.actual().stream().map(source -> (Recipe) whole(source, shape)).toList()
            : pair.recipes();
    List<AlignedTensor> aligned = new ArrayList<>();
    for (Recipe recipe : recipes) {
      aligned.add(
          new AlignedTensor(
              aligned.isEmpty() ? name : numbered(name, recipe), List.of(name), List.of(recipe)));
    }
    return aligned;
  }

  private static Recipe.Whole whole(String name, Shape shape) {
    return new Recipe.Whole(name, shape);
  }

  /** Further tensors that stand for the same one are told by their own name. */
  private static TensorName numbered(TensorName name, Recipe recipe) {
    String by = String.join(", ", recipe.sources());
    return new TensorName(name.kind(), name.state(), name.name() + " (" + by + ")");
  }
}
