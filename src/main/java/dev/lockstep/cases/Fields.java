package dev.lockstep.cases;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of one object of a case file, of which no unknown one is left over. */
final class Fields {
  private static final Set<String> FREE = Set.of("reference", "notes");

  private final JsonValue.JsonObject object;

  private Fields(JsonValue.JsonObject object) {
    this.object = object;
  }

  /**
   * The fields of an object.
   *
   * @throws InvalidCaseException if the value is no object, has a field that is neither known nor
   *     free, or has a free one that is no object
   */
  static Fields of(JsonValue value, String... known) {
    JsonValue.JsonObject object = value.asObject(allowed(known));
    object
        .members()
        .forEach(
            (name, member) -> {
              if (FREE.contains(name)) {
                member.asObject("an object, whose fields are free");
              } else if (!Arrays.asList(known).contains(name)) {
                throw member
                    .at()
                    .refuse(
                        "an unknown field",
                        String.join(", ", known)
                            + "; any field only inside an object named reference or notes");
              }
            });
    return new Fields(object);
  }

  private static String allowed(String... known) {
    return "an object with " + String.join(", ", known);
  }

  /** The object in a field that may not be missing. */
  Fields object(String name, String... known) {
    return of(required(name, allowed(known)), known);
  }

  /** The object in a field, or empty if the field is missing. */
  Optional<Fields> optionalObject(String name, String... known) {
    return Optional.ofNullable(object.members().get(name)).map(value -> of(value, known));
  }

  /** The text in a field. */
  String text(String name, String allowed) {
    return required(name, allowed).asText(allowed);
  }

  /** The elements of the array in a field. */
  List<JsonValue> array(String name, String allowed) {
    return required(name, allowed).asArray(allowed);
  }

  /** The number in a field, infinite if no double is large enough. */
  double number(String name, String allowed) {
    return required(name, allowed).asDouble(allowed);
  }

  /** The integer in a field, within the bounds. */
  int integer(String name, int min, int max) {
    return integer(name, BigInteger.valueOf(min), BigInteger.valueOf(max)).intValue();
  }

  /** The integer in a field, within the bounds. */
  BigInteger integer(String name, BigInteger min, BigInteger max) {
    String allowed = "an integer from " + min + " to " + max;
    return required(name, allowed).asInteger(min, max, allowed);
  }

  /** The refusal of a field's value for a reason that its type does not tell. */
  InvalidCaseException refuse(String name, String found, String allowed) {
    JsonValue value = object.members().get(name);
    return value.at().refuse(found, allowed);
  }

  /** The refusal of a field's value as it stands. */
  InvalidCaseException refuse(String name, String allowed) {
    return object.members().get(name).refuse(allowed);
  }

  private JsonValue required(String name, String allowed) {
    JsonValue value = object.members().get(name);
    if (value == null) {
      throw object.at().member(name).refuse("nothing: the field is missing", allowed);
    }
    return value;
  }
}
