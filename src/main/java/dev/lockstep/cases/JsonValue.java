package dev.lockstep.cases;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A JSON value that knows where it stands. Numbers keep their literal, so that 8, 8.0 and 1e999 can
 * be told apart and shown as they were written.
 */
sealed interface JsonValue {

  /** Where the value begins. */
  Position at();

  /** The value as a message shows it. */
  String described();

  /** The refusal of this value. */
  default InvalidCaseException refuse(String allowed) {
    return at().refuse(described(), allowed);
  }

  /** This value as an object, or its refusal. */
  default JsonObject asObject(String allowed) {
    if (this instanceof JsonObject object) {
      return object;
    }
    throw refuse(allowed);
  }

  /** The elements of this array, or the refusal of anything else. */
  default List<JsonValue> asArray(String allowed) {
    if (this instanceof JsonArray array) {
      return array.elements();
    }
    throw refuse(allowed);
  }

  /** The text of this string, or the refusal of anything else and of half a surrogate pair. */
  default String asText(String allowed) {
    if (!(this instanceof JsonText text)) {
      throw refuse(allowed);
    }
    if (text.value().codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw at().refuse(described() + " with half a surrogate pair", allowed);
    }
    return text.value();
  }

  /** This integer, or the refusal of anything else and of one outside the range. */
  default BigInteger asInteger(BigInteger min, BigInteger max, String allowed) {
    if (this instanceof JsonNumber number && number.isInteger()) {
      BigInteger value = new BigInteger(number.literal());
      if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
        return value;
      }
    }
    throw refuse(allowed);
  }

  /** The double nearest to this number, infinite if it is too large; or the refusal of others. */
  default double asDouble(String allowed) {
    if (this instanceof JsonNumber number) {
      return Double.parseDouble(number.literal());
    }
    throw refuse(allowed);
  }

  /** An object; its members in the order of the file. */
  record JsonObject(Position at, Map<String, JsonValue> members) implements JsonValue {
    @Override
    public String described() {
      return "an object";
    }
  }

  /** An array. */
  record JsonArray(Position at, List<JsonValue> elements) implements JsonValue {
    @Override
    public String described() {
      return "an array";
    }
  }

  /** A string, without its quotes and escapes. */
  record JsonText(Position at, String value) implements JsonValue {
    @Override
    public String described() {
      return "the string " + Quoted.text(value);
    }
  }

  /** A number as it is written. */
  record JsonNumber(Position at, String literal) implements JsonValue {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    boolean isInteger() {
      return INTEGER.matcher(literal).matches();
    }

    @Override
    public String described() {
      return literal;
    }
  }

  /** One of the words {@code true}, {@code false} and {@code null}. */
  record JsonWord(Position at, String word) implements JsonValue {
    @Override
    public String described() {
      return word;
    }
  }
}
