package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.EnumMap;
import java.util.Map;

/** One tensor whose partner is sought, and what was learned of it. */
final class Content {
  private final String name;
  private final Values values;
  private final Map<ElementType, Summary> summaries = new EnumMap<>(ElementType.class);

  Content(String name, Values values) {
    this.name = name;
    this.values = values;
  }

  /** The tensor's name, without its kind. */
  String name() {
    return name;
  }

  Values values() {
    return values;
  }

  Shape shape() {
    return values.shape();
  }

  long elements() {
    return values.shape().elements();
  }

  /** This tensor as it is. */
  Recipe whole() {
    return new Recipe.Whole(name, shape());
  }

  /** What its numbers tell once rounded to a type, if that is coarser than their own. */
  Summary summary(ElementType type) {
    ElementType own = Rounded.coarser(values.type(), type);
    return summaries.computeIfAbsent(own, as -> Summary.of(Rounded.to(as, values)));
  }

  /** The type to which this and another tensor are rounded before they are compared. */
  ElementType typeWith(Content other) {
    return Rounded.coarser(values.type(), other.values.type());
  }
}
