package dev.lockstep.compare.alignment;

import java.util.List;

/**
 * Which tensors stand for which, and how. More than one on a side with one on the other means a
 * sum: it holds for a parameter before and after the update, while the gradient and the optimizer's
 * state of each addend are those of the other side's single tensor.
 */
final class Pair {
  static final String SAME_NAME = "same name";
  static final String SAME_NUMBERS = "same numbers";

  private final Scope scope;
  private final List<String> expected;
  private final List<Recipe> recipes;
  private final String how;

  Pair(Scope scope, List<String> expected, List<Recipe> recipes, String how) {
    this.scope = scope;
    this.expected = List.copyOf(expected);
    this.recipes = List.copyOf(recipes);
    this.how = how;
  }

  /** Tensors of the same name and shape. */
  static Pair sameName(Scope scope, Recipe.Whole whole) {
    return new Pair(scope, List.of(whole.name()), List.of(whole), SAME_NAME);
  }

  /** The expected side's names, without their kinds: one, or the addends of a sum. */
  List<String> expected() {
    return expected;
  }

  /** The actual side's names, without their kinds: one, the parts of one, or addends. */
  List<String> actual() {
    return recipes.stream().flatMap(recipe -> recipe.sources().stream()).distinct().toList();
  }

  /** For a person, such as {@code transposed, row blocks in order 0 1 3 2}. */
  String how() {
    return how;
  }

  /** Whether each side has one tensor, or the actual one some that make one. */
  boolean isOfOne() {
    return expected.size() == 1 && recipes.size() == 1;
  }

  /** Whether each side has one tensor. */
  boolean isOfTwo() {
    return isOfOne() && actual().size() == 1;
  }

  /** The expected tensor is an addend; the other is given. */
  Pair plusExpected(Content addend) {
    String words = "sum of " + expected.get(0) + " and " + addend.name() + ", which starts at zero";
    return new Pair(scope, List.of(expected.get(0), addend.name()), recipes, with(words));
  }

  /** The actual tensor is an addend; the other, of the same layout, is given. */
  Pair plusActual(Content addend) {
    String words = "sum of " + actual().get(0) + " and " + addend.name() + ", which starts at zero";
    Recipe recipe = recipes.get(0);
    return new Pair(
        scope, expected, List.of(recipe, recipe.named(name -> addend.name())), with(words));
  }

  private String with(String words) {
    return how.equals(SAME_NUMBERS) || how.equals(SAME_NAME) ? words : words + ", " + how;
  }

  /** Whether both sides have one tensor, of the same name and in the same layout. */
  boolean isPlain() {
    return expected.size() == 1
        && recipes.size() == 1
        && recipes.get(0) instanceof Recipe.Whole whole
        && whole.name().equals(expected.get(0));
  }

  Scope scope() {
    return scope;
  }

  /** What makes the expected tensor; the addends of a sum if more than one. */
  List<Recipe> recipes() {
    return recipes;
  }

  @Override
  public String toString() {
    return String.join(" + ", expected) + " = " + String.join(", ", actual()) + ": " + how;
  }
}
