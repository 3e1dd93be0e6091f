package dev.lockstep.compare.alignment;

import java.util.List;

/**
 * Which tensors stand for which, and how. More than one on a side with one on the other means a
 * sum: it holds for a parameter before and after the update, while the gradient and the optimizer's
 * state of each addend are those of the other side's single tensor.
 */
final class Pairing {
  private final Scope scope;
  private final List<String> expected;
  private final List<Recipe> recipes;
  private final String how;

  Pairing(Scope scope, List<String> expected, List<Recipe> recipes, String how) {
    this.scope = scope;
    this.expected = List.copyOf(expected);
    this.recipes = List.copyOf(recipes);
    this.how = how;
  }

  /** Tensors of the same name and shape. */
  static Pairing sameName(Scope scope, Recipe.Whole whole) {
    return new Pairing(scope, List.of(whole.name()), List.of(whole), "same name");
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
