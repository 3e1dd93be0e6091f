package dev.lockstep.recording;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** Writes {@code recording.json}; equal facts give equal bytes. */
final class FactsWriter {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private FactsWriter() {}

  static void write(Path file, RecordingFacts facts) throws IOException {
    String text = WRITER.writeValueAsString(json(facts)) + "\n";
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode json(RecordingFacts facts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("formatVersion", FactsReader.FORMAT_VERSION);
    node.put("name", facts.name());
    node.put("source", facts.source());
    node.put("precision", facts.precision().label());
    node.put("steps", facts.steps());
    ArrayNode order = node.putArray("order");
    facts.order().forEach(name -> order.add(name.toString()));
    node.set("optimizer", MAPPER.valueToTree(new TreeMap<>(facts.optimizer())));
    node.set("environment", MAPPER.valueToTree(new TreeMap<>(facts.environment())));
    node.put("lockstep", facts.lockstep());
    facts
        .noise()
        .ifPresent(
            noise ->
                node.putObject("noise")
                    .put("runs", noise.runs())
                    .put("precision", noise.precision().label()));
    ArrayNode undecided = node.putArray("undecided");
    for (RecordingFacts.Undecided decision : facts.undecided()) {
      undecided
          .addObject()
          .put("step", decision.step())
          .put("tensor", decision.tensor().toString())
          .put("elements", decision.elements());
    }
    ObjectNode shapes = node.putObject("shapes");
    TreeMap<String, ArrayNode> sorted = new TreeMap<>();
    facts
        .shapes()
        .forEach(
            (name, shape) -> {
              ArrayNode extents = JsonNodeFactory.instance.arrayNode();
              shape.dimensions().forEach(extents::add);
              sorted.put(name.toString(), extents);
            });
    shapes.setAll(sorted);
    return node;
  }
}
