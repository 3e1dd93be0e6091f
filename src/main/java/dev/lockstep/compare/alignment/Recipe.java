package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How a tensor in the expected side's layout is made of the actual side's tensors, by moving
 * elements alone. Found for a parameter, it serves its gradient and its optimizer's state too.
 */
sealed interface Recipe {

  /** The shape of what is made. */
  Shape shape();

  /** The names of what it is made of, without their kinds, each once. */
  List<String> sources();

  /** The same recipe of sources with other names. */
  Recipe named(UnaryOperator<String> names);

  /**
   * A view of the sources; nothing is copied.
   *
   * @param sources gives each source by name: of the shape that the recipe was found for, or of one
   *     element, which then stands for all
   * @throws IllegalArgumentException if a source has another number of elements
   */
  Values apply(Function<String, Values> sources);

  /**
   * Whether {@link #apply} can be used.
   *
   * @param sources gives each source by name, or null where there is none
   */
  boolean fits(Function<String, Values> sources);

  /** Where the element at a flat index of what is made comes from. */
  Place locate(long flat);

  /** One tensor as it is. */
  record Whole(String name, Shape shape) implements Recipe {
    @Override
    public List<String> sources() {
      return List.of(name);
    }

    @Override
    public Recipe named(UnaryOperator<String> names) {
      return new Whole(names.apply(name), shape);
    }

    @Override
    public Values apply(Function<String, Values> sources) {
      return ShapedValues.of(sources.apply(name), shape);
    }

    @Override
    public boolean fits(Function<String, Values> sources) {
      Values source = sources.apply(name);
      if (source == null) {
        return false;
      }
      long elements = source.shape().elements();
      return elements == shape.elements() || elements == 1;
    }

    @Override
    public Place locate(long flat) {
      return new Place(name, flat);
    }
  }

  /**
   * One tensor in another layout.
   *
   * @param shape of what is made
   * @param axes of a view with as many elements; together they reach every element of the source
   *     that is used
   */
  record Rearranged(Recipe of, Shape shape, List<Axis> axes) implements Recipe {
    @Override
    public List<String> sources() {
      return of.sources();
    }

    @Override
    public Recipe named(UnaryOperator<String> names) {
      return new Rearranged(of.named(names), shape, axes);
    }

    @Override
    public Values apply(Function<String, Values> sources) {
      return new RearrangedValues(of.apply(sources), shape, axes);
    }

    @Override
    public boolean fits(Function<String, Values> sources) {
      return of.fits(sources);
    }

    @Override
    public Place locate(long flat) {
      long[] extents = axes.stream().mapToLong(Axis::extent).toArray();
      long place = 0;
      long rest = flat;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        place += axes.get(axis).offset(rest % extents[axis]);
        rest /= extents[axis];
      }
      return of.locate(place);
    }
  }

  /** The same elements in the same order under another shape. */
  record Reshaped(Recipe of, Shape shape) implements Recipe {
    @Override
    public List<String> sources() {
      return of.sources();
    }

    @Override
    public Recipe named(UnaryOperator<String> names) {
      return new Reshaped(of.named(names), shape);
    }

    @Override
    public Values apply(Function<String, Values> sources) {
      return ShapedValues.of(of.apply(sources), shape);
    }

    @Override
    public boolean fits(Function<String, Values> sources) {
      return of.fits(sources);
    }

    @Override
    public Place locate(long flat) {
      return of.locate(flat);
    }
  }

  /** Several tensors put together along one axis. */
  record Joined(List<Recipe> parts, Seam seam) implements Recipe {
    @Override
    public Shape shape() {
      return seam.whole();
    }

    @Override
    public List<String> sources() {
      return parts.stream().flatMap(part -> part.sources().stream()).distinct().toList();
    }

    @Override
    public Recipe named(UnaryOperator<String> names) {
      return new Joined(parts.stream().map(part -> part.named(names)).toList(), seam);
    }

    @Override
    public Values apply(Function<String, Values> sources) {
      List<Values> values = new ArrayList<>();
      for (Recipe part : parts) {
        values.add(part.apply(sources));
      }
      return new JoinedValues(values, seam);
    }

    @Override
    public boolean fits(Function<String, Values> sources) {
      return parts.stream().allMatch(part -> part.fits(sources));
    }

    @Override
    public Place locate(long flat) {
      Seam.Piece piece = seam.piece(flat);
      return parts.get(piece.part()).locate(piece.flat());
    }
  }
}
