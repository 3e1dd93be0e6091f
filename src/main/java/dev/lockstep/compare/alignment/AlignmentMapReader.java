package dev.lockstep.compare.alignment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.message.Printable;
import dev.lockstep.message.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a map of names, strictly: {@code {"lstm.weight_ih_l0": {"name": "rnn0.kernel", "transpose":
 * true, "blocks": [0, 1, 3, 2]}}}. Keys are expected names without their kind; {@code name} must be
 * there; no actual name may come twice.
 */
public final class AlignmentMapReader {
  private static final String DOCUMENT = "one JSON object in UTF-8";
  private static final String ENTRY = "an object with name, transpose, blocks";
  private static final String BLOCKS = "a list of the numbers from 0 on, each once";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;
  private final Map<String, String> takenBy = new HashMap<>();

  private AlignmentMapReader(String file) {
    this.file = file;
  }

  /**
   * The map in a file.
   *
   * @throws InvalidMapException if the file cannot be read or breaks a rule of the format
   */
  public static AlignmentMap read(Path path) {
    AlignmentMapReader reader = new AlignmentMapReader(Printable.line(path.toString()));
    return new AlignmentMap(reader.file, reader.entries(reader.document(path)));
  }

  private JsonNode document(Path path) {
    try {
      JsonNode root = MAPPER.readTree(Files.readAllBytes(path));
      if (!root.isObject()) {
        throw refuse("", described(root), DOCUMENT);
      }
      return root;
    } catch (JsonProcessingException e) {
      String reason = Printable.line(e.getOriginalMessage().lines().findFirst().orElse(""));
      String line = e.getLocation() == null ? "" : " on line " + e.getLocation().getLineNr();
      throw refuse("", "what is not JSON" + line + " (" + reason + ")", DOCUMENT);
    } catch (IOException e) {
      throw refuse("", "what cannot be read (" + Reason.of(e) + ")", "what may be read");
    }
  }

  private List<AlignmentMap.Entry> entries(JsonNode root) {
    List<AlignmentMap.Entry> entries = new ArrayList<>();
    root.properties().forEach(field -> entries.add(entry(field.getKey(), field.getValue())));
    return entries;
  }

  private AlignmentMap.Entry entry(String key, JsonNode node) {
    String place = Printable.line(key);
    if (!node.isObject()) {
      throw refuse(place, described(node), ENTRY);
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!List.of("name", "transpose", "blocks").contains(name)) {
                throw refuse(place + "." + Printable.line(name), "an unknown field", ENTRY);
              }
            });
    JsonNode name = node.path("name");
    if (!name.isTextual()) {
      throw refuse(place + ".name", described(name), "the actual tensor's name");
    }
    String earlier = takenBy.putIfAbsent(name.textValue(), place);
    if (earlier != null) {
      String found = described(name) + ", which stands for " + earlier + " already";
      throw refuse(place + ".name", found, "every actual tensor once");
    }
    JsonNode transpose = node.path("transpose");
    if (!transpose.isBoolean() && !transpose.isMissingNode()) {
      throw refuse(place + ".transpose", described(transpose), "true or false");
    }
    return new AlignmentMap.Entry(
        key, name.textValue(), transpose.asBoolean(false), blocks(place, node.path("blocks")));
  }

  private List<Integer> blocks(String place, JsonNode node) {
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray() || node.isEmpty()) {
      throw refuse(place + ".blocks", described(node), BLOCKS);
    }
    List<Integer> blocks = new ArrayList<>();
    for (JsonNode element : node) {
      boolean fits =
          element.isIntegralNumber()
              && element.canConvertToInt()
              && element.intValue() >= 0
              && element.intValue() < node.size()
              && !blocks.contains(element.intValue());
      if (!fits) {
        throw refuse(place + ".blocks", Printable.line(node.toString()), BLOCKS);
      }
      blocks.add(element.intValue());
    }
    return blocks;
  }

  private InvalidMapException refuse(String field, String found, String allowed) {
    return new InvalidMapException(file, field, found, allowed);
  }

  private static String described(JsonNode node) {
    if (node.isMissingNode()) {
      return "nothing: the field is missing";
    }
    return node.isObject() ? "an object" : Printable.line(node.toString());
  }
}
