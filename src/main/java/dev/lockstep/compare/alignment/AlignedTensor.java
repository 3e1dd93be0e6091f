package dev.lockstep.compare.alignment;

import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a step is compared with what: one tensor of the expected side, or the sum of some, and
 * what of the actual side stands for it, in the expected layout.
 */
final class AlignedTensor {
  private final TensorName name;
  private final List<TensorName> expected;
  private final List<Recipe> recipes;

  /**
   * @param name under which the comparison is reported
   * @param expected one, or the addends of a sum, all of one kind
   * @param recipes one, or the addends of a sum
   */
  AlignedTensor(TensorName name, List<TensorName> expected, List<Recipe> recipes) {
    this.name = name;
    this.expected = List.copyOf(expected);
    this.recipes = List.copyOf(recipes);
  }

  /** A comparison of sums, reported under the addends' names with a plus: {@code start/a + b}. */
  static AlignedTensor sum(List<TensorName> expected, List<Recipe> recipes) {
    TensorName first = expected.get(0);
    String joined = expected.stream().map(TensorName::name).collect(Collectors.joining(" + "));
    TensorName name = new TensorName(first.kind(), first.state(), joined);
    return new AlignedTensor(name, expected, recipes);
  }

  /** The expected side's tensors: one, or the addends of a sum. */
  List<TensorName> expected() {
    return expected;
  }

  /** The actual side's tensors, of the same kind. */
  List<TensorName> actual() {
    Set<TensorName> names = new LinkedHashSet<>();
    recipes.forEach(recipe -> recipe.sources().forEach(source -> names.add(named(source))));
    return List.copyOf(names);
  }

  /** Under which name the comparison is reported. */
  TensorName name() {
    return name;
  }

  private TensorName named(String source) {
    return new TensorName(name.kind(), name.state(), source);
  }

  /**
   * The expected side of the comparison, a view. Noise adds up as the tensors do: what moves both
   * addends alike moves their sum by as much together, and nothing moves it further.
   *
   * @param tensors the expected side's tensors of a step, or their noise
   * @return empty if one is missing
   */
  Optional<Values> expected(Map<TensorName, Values> tensors) {
    if (!tensors.keySet().containsAll(expected)) {
      return Optional.empty();
    }
    return Optional.of(sum(expected.stream().map(tensors::get).toList()));
  }

  /**
   * The actual side of the comparison in the expected layout, a view. Where a source has another
   * shape than the parameter for which the layout was found, it is given as it is.
   *
   * @param tensors the actual side's tensors of a step, or their noise
   * @return empty if one is missing
   */
  Optional<Values> actual(Map<TensorName, Values> tensors) {
    List<TensorName> names = actual();
    if (!tensors.keySet().containsAll(names)) {
      return Optional.empty();
    }
    List<Values> addends = new ArrayList<>();
    for (Recipe recipe : recipes) {
      if (!recipe.fits(source -> tensors.get(named(source)))) {
        return Optional.of(tensors.get(names.get(0)));
      }
      addends.add(
          recipe instanceof Recipe.Whole whole
              ? tensors.get(named(whole.name()))
              : recipe.apply(source -> tensors.get(named(source))));
    }
    return Optional.of(sum(addends));
  }

  /**
   * The actual side of a sum before the update, equal to the expected one where they agree as well
   * as rounding lets them; anything else as it is.
   *
   * @param laid what {@link #actual(Map)} gave
   * @param of what {@link #expected(Map)} gave
   */
  Values shown(
      Values laid,
      Values of,
      Map<TensorName, Values> expectedTensors,
      Map<TensorName, Values> actualTensors) {
    boolean isSum = expected.size() > 1 || recipes.size() > 1;
    if (!isSum || !laid.shape().equals(of.shape())) {
      return laid;
    }
    List<Values> addends = new ArrayList<>();
    if (expected.size() > 1) {
      expected.forEach(addend -> addends.add(expectedTensors.get(addend)));
    } else {
      recipes.forEach(
          recipe -> addends.add(recipe.apply(source -> actualTensors.get(named(source)))));
    }
    return new Rough(laid, of, addends);
  }

  private static Values sum(List<Values> addends) {
    if (addends.size() == 1) {
      return addends.get(0);
    }
    Shape shape =
        addends.stream()
            .map(Values::shape)
            .reduce((one, other) -> one.elements() >= other.elements() ? one : other)
            .orElseThrow();
    boolean fit =
        addends.stream()
            .mapToLong(addend -> addend.shape().elements())
            .allMatch(elements -> elements == 1 || elements == shape.elements());
    return fit
        ? new SumValues(addends.stream().map(addend -> ShapedValues.of(addend, shape)).toList())
        : addends.get(0);
  }

  /** Where an element lies on the actual side; of a sum, in its first addend. */
  Place place(long flat) {
    return recipes.get(0).locate(flat);
  }

  @Override
  public String toString() {
    return name() + " = " + actual();
  }
}
