package dev.lockstep.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of one object of {@code recording.json}; a null counts as a field that is missing. */
final class JsonFields {
  private static final long LARGEST = 1L << 26;
  private static final String DOCUMENT = "one JSON object in UTF-8";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final String place;
  private final JsonNode object;

  private JsonFields(Path file, String place, JsonNode object) {
    this.file = file;
    this.place = place;
    this.object = object;
  }

  /**
   * The object in a file.
   *
   * @throws InvalidRecordingException if the file cannot be read or holds anything else
   */
  static JsonFields read(Path file, FileStamp stamp) {
    if (stamp.size() > LARGEST) {
      throw InvalidRecordingException.of(
          file, stamp.size() + " bytes", "at most " + LARGEST + " bytes");
    }
    try {
      JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw InvalidRecordingException.of(file, described(root), DOCUMENT);
      }
      return new JsonFields(file, "", root);
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      String line = e.getLocation() == null ? "" : " on line " + e.getLocation().getLineNr();
      throw InvalidRecordingException.of(
          file,
          "what is not JSON" + line + " (" + InvalidRecordingException.visible(reason) + ")",
          DOCUMENT);
    } catch (IOException e) {
      throw InvalidRecordingException.unreadable(file, e);
    }
  }

  /** The names of the fields that are not among the known ones. */
  List<String> unknown(Set<String> known) {
    List<String> unknown = new ArrayList<>();
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                unknown.add(place(name));
              }
            });
    return unknown;
  }

  /** The names of all fields, in the order of the file. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  Optional<String> text(String name) {
    return field(name)
        .map(
            node -> {
              require(node.isTextual(), name, node, "a text");
              return node.textValue();
            });
  }

  String requiredText(String name, String allowed) {
    return text(name).orElseThrow(() -> missing(name, allowed));
  }

  Optional<Boolean> truth(String name) {
    return field(name)
        .map(
            node -> {
              require(node.isBoolean(), name, node, "true or false");
              return node.booleanValue();
            });
  }

  Optional<Long> integer(String name, long min, long max) {
    String allowed = "an integer from " + min + " to " + max;
    return field(name)
        .map(
            node -> {
              boolean fits = node.isIntegralNumber() && node.canConvertToLong();
              require(
                  fits && node.longValue() >= min && node.longValue() <= max, name, node, allowed);
              return node.longValue();
            });
  }

  long requiredInteger(String name, long min, long max) {
    return integer(name, min, max)
        .orElseThrow(() -> missing(name, "an integer from " + min + " to " + max));
  }

  Optional<JsonFields> object(String name) {
    return field(name)
        .map(
            node -> {
              require(node.isObject(), name, node, "an object");
              return new JsonFields(file, place(name), node);
            });
  }

  /** The texts of an array; none if the field is missing. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name, "a list of texts")) {
      require(element.isTextual(), name + "[" + texts.size() + "]", element, "a text");
      texts.add(element.textValue());
    }
    return texts;
  }

  /** The extents in an array. */
  List<Long> extents(String name) {
    String allowed = "a list of integers from 0 to 2^63 - 1";
    List<Long> extents = new ArrayList<>();
    for (JsonNode element : array(name, allowed)) {
      boolean fits = element.isIntegralNumber() && element.canConvertToLong();
      require(fits && element.longValue() >= 0, name, element, allowed);
      extents.add(element.longValue());
    }
    return extents;
  }

  /** The objects of an array; none if the field is missing. */
  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode element : array(name, "a list of objects")) {
      String at = name + "[" + objects.size() + "]";
      require(element.isObject(), at, element, "an object");
      objects.add(new JsonFields(file, place(at), element));
    }
    return objects;
  }

  /** The value of a field as text, whatever it is; empty if it is missing. */
  Optional<String> scalar(String name) {
    return field(name)
        .map(
            node -> {
              require(node.isValueNode(), name, node, "a text");
              return node.asText();
            });
  }

  /** The value of a field as Java has it: text, number, boolean, list or map. */
  Optional<Object> value(String name) {
    return field(name).map(node -> MAPPER.convertValue(withoutNulls(node), Object.class));
  }

  /** The refusal of a field's value. */
  InvalidRecordingException refuse(String name, String allowed) {
    return InvalidRecordingException.of(
        file, place(name), field(name).map(JsonFields::described).orElse("nothing"), allowed);
  }

  /** The refusal of something about a field that its value alone does not show. */
  InvalidRecordingException refuse(String name, String found, String allowed) {
    return InvalidRecordingException.of(file, place(name), found, allowed);
  }

  private Iterable<JsonNode> array(String name, String allowed) {
    Optional<JsonNode> array = field(name);
    array.ifPresent(node -> require(node.isArray(), name, node, allowed));
    return array.<Iterable<JsonNode>>map(node -> node).orElse(List.of());
  }

  private Optional<JsonNode> field(String name) {
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  private InvalidRecordingException missing(String name, String allowed) {
    return refuse(name, "nothing: the field is missing", allowed);
  }

  private void require(boolean fine, String name, JsonNode found, String allowed) {
    if (!fine) {
      throw refuse(name, described(found), allowed);
    }
  }

  private String place(String name) {
    String visible = InvalidRecordingException.visible(name);
    return place.isEmpty() ? visible : place + "." + visible;
  }

  private static JsonNode withoutNulls(JsonNode node) {
    if (!node.isContainerNode()) {
      return node;
    }
    if (node.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      node.forEach(
          element -> {
            if (!element.isNull()) {
              array.add(withoutNulls(element));
            }
          });
      return array;
    }
    var kept = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isNull()) {
        kept.set(field.getKey(), withoutNulls(field.getValue()));
      }
    }
    return kept;
  }

  private static String described(JsonNode node) {
    if (node.isTextual()) {
      return InvalidRecordingException.quoted(node.textValue());
    }
    if (node.isMissingNode()) {
      return "an empty file";
    }
    if (node.isContainerNode()) {
      return node.isArray() ? "a list" : "an object";
    }
    return node.asText();
  }
}
