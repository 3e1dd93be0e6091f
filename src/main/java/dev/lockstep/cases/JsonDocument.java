package dev.lockstep.cases;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one file that holds one JSON value, and remembers where everything stands. */
final class JsonDocument {
  static final String ALLOWED = "one JSON object in UTF-8";

  private static final int DEEPEST = 64;

  // NaN and its like are not JSON; as tokens they can be refused with the field's name.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Path file;
  private final JsonParser parser;

  private JsonDocument(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * The value in a file.
   *
   * @throws InvalidCaseException if the file is not a regular one, is too large, cannot be read, is
   *     not UTF-8 (a byte order mark is skipped), is not JSON, names a member twice, or holds more
   *     than one value or none
   */
  static JsonValue read(Path file) {
    try (Reader reader = CaseText.open(file);
        JsonParser parser = FACTORY.createParser(reader)) {
      return new JsonDocument(file, parser).document();
    } catch (CharacterCodingException e) {
      throw CaseText.notUtf8(file);
    } catch (IOException e) {
      throw CaseText.unreadable(file, e);
    }
  }

  private JsonValue document() throws IOException {
    try {
      if (parser.nextToken() == null) {
        throw Position.of(file).refuse("an empty file", ALLOWED);
      }
      JsonValue value = value();
      if (parser.nextToken() != null) {
        throw Position.of(file)
            .onLine(here().line())
            .refuse("more after the end of the object", ALLOWED);
      }
      return value;
    } catch (JsonProcessingException e) {
      throw here()
          .onLine(parser.currentLocation().getLineNr())
          .refuse("what is not JSON (" + reason(e) + ")", ALLOWED);
    }
  }

  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage()
        .replace(" (or 'NaN'/'+INF'/'-INF')", "")
        .replaceAll("\\[Source: [^;]*; ", "[")
        .replaceAll("\\s+", " ");
  }

  private Position here() {
    return new Position(
        file, parser.currentTokenLocation().getLineNr(), field(parser.getParsingContext()));
  }

  private static String field(JsonStreamContext context) {
    if (context.inRoot()) {
      return "";
    }
    String parent = field(context.getParent());
    if (context.inArray()) {
      return context.hasCurrentIndex() ? parent + "[" + context.getCurrentIndex() + "]" : parent;
    }
    return context.hasCurrentName() ? Position.join(parent, context.getCurrentName()) : parent;
  }

  private JsonValue value() throws IOException {
    Position at = here();
    return switch (parser.currentToken()) {
      case START_OBJECT -> new JsonValue.JsonObject(at, members());
      case START_ARRAY -> new JsonValue.JsonArray(at, elements());
      case VALUE_STRING -> new JsonValue.JsonText(at, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(at);
      default -> new JsonValue.JsonWord(at, parser.getText());
    };
  }

  private JsonValue number(Position at) throws IOException {
    if (parser.isNaN()) {
      throw at.refuse(parser.getText(), "a finite number");
    }
    return new JsonValue.JsonNumber(at, parser.getText());
  }

  private Map<String, JsonValue> members() throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonValue earlier = members.get(name);
      if (earlier != null) {
        String found = "this field a second time (first on line " + earlier.at().line() + ")";
        throw here().refuse(found, "every field once");
      }
      parser.nextToken();
      members.put(name, value());
    }
    return members;
  }

  private List<JsonValue> elements() throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return elements;
  }
}
