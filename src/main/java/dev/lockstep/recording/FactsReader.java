package dev.lockstep.recording;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code recording.json}. What the format requires must be there, every field that it knows
 * must be of its type, and others are warned of and ignored.
 */
final class FactsReader {
  /** The version of the format that is read. */
  static final int FORMAT_VERSION = 1;

  private static final String PRECISIONS = "float64, float32, bfloat16, float16";
  static final String NAMES =
      "KIND/NAME with a kind of start, input, activation, loss, gradient, optimizer (then"
          + " optimizer/STATE/NAME), parameter";
  private static final Set<String> KNOWN =
      Set.of(
          "formatVersion",
          "name",
          "source",
          "precision",
          "steps",
          "order",
          "optimizer",
          "environment",
          "lockstep",
          "noise",
          "undecided",
          "shapes",
          "notes");

  private final JsonFields root;

  private FactsReader(JsonFields root) {
    this.root = root;
  }

  /**
   * The facts in a file.
   *
   * @param warnings takes one line for each field that is ignored
   * @throws InvalidRecordingException if the file breaks a rule of the format
   */
  static RecordingFacts read(Path file, FileStamp stamp, List<String> warnings) {
    JsonFields root = JsonFields.read(file, stamp);
    long version =
        root.integer("formatVersion", Long.MIN_VALUE, Long.MAX_VALUE)
            .orElseThrow(() -> missingVersion(root));
    if (version != FORMAT_VERSION) {
      throw root.refuse("formatVersion", Integer.toString(FORMAT_VERSION));
    }
    for (String unknown : root.unknown(KNOWN)) {
      warnings.add(file + ": the unknown field " + unknown + " is ignored");
    }
    return new FactsReader(root).facts();
  }

  private static InvalidRecordingException missingVersion(JsonFields root) {
    return root.refuse(
        "formatVersion", "nothing: the field is missing", Integer.toString(FORMAT_VERSION));
  }

  private RecordingFacts facts() {
    String name = root.requiredText("name", "a text that is not empty");
    if (name.isBlank()) {
      throw root.refuse("name", "a text that is not empty");
    }
    ElementType precision = precision(root, root.requiredText("precision", PRECISIONS));
    int steps = (int) root.requiredInteger("steps", 1, Integer.MAX_VALUE);
    return new RecordingFacts(
        name,
        root.text("source").orElse(""),
        precision,
        steps,
        order(),
        optimizer(),
        environment(),
        root.truth("lockstep").orElse(false),
        root.object("noise").map(noise -> noise(noise, precision)),
        undecided(),
        shapes());
  }

  private static ElementType precision(JsonFields fields, String label) {
    return ElementType.ofLabel(label)
        .filter(ElementType::isFloating)
        .orElseThrow(() -> fields.refuse("precision", PRECISIONS));
  }

  private List<TensorName> order() {
    List<String> texts = root.texts("order");
    List<TensorName> order = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      order.add(name(root, "order[" + i + "]", texts.get(i)));
    }
    if (Set.copyOf(order).size() < order.size()) {
      throw root.refuse("order", "a name more than once", "every name once");
    }
    return order;
  }

  private static TensorName name(JsonFields fields, String field, String text) {
    return TensorName.parse(text)
        .orElseThrow(() -> fields.refuse(field, InvalidRecordingException.quoted(text), NAMES));
  }

  private Map<String, Object> optimizer() {
    Map<String, Object> settings = new LinkedHashMap<>();
    root.object("optimizer")
        .ifPresent(
            fields ->
                fields
                    .names()
                    .forEach(
                        name -> fields.value(name).ifPresent(value -> settings.put(name, value))));
    return settings;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    root.object("environment")
        .ifPresent(
            fields ->
                fields
                    .names()
                    .forEach(
                        name ->
                            fields.scalar(name).ifPresent(text -> environment.put(name, text))));
    return environment;
  }

  private static RecordingFacts.NoiseFacts noise(JsonFields noise, ElementType precision) {
    Optional<String> label = noise.text("precision");
    return new RecordingFacts.NoiseFacts(
        noise.integer("runs", 0, Integer.MAX_VALUE).orElse(0L).intValue(),
        label.map(text -> precision(noise, text)).orElse(precision));
  }

  private List<RecordingFacts.Undecided> undecided() {
    List<RecordingFacts.Undecided> undecided = new ArrayList<>();
    for (JsonFields entry : root.objects("undecided")) {
      undecided.add(
          new RecordingFacts.Undecided(
              (int) entry.requiredInteger("step", 1, Integer.MAX_VALUE),
              name(entry, "tensor", entry.requiredText("tensor", NAMES)),
              entry.integer("elements", 1, Long.MAX_VALUE).orElse(1L)));
    }
    return undecided;
  }

  private Map<TensorName, Shape> shapes() {
    Map<TensorName, Shape> shapes = new LinkedHashMap<>();
    root.object("shapes")
        .ifPresent(
            fields ->
                fields
                    .names()
                    .forEach(text -> shapes.put(name(fields, text, text), shape(fields, text))));
    return shapes;
  }

  private static Shape shape(JsonFields fields, String name) {
    try {
      return new Shape(fields.extents(name));
    } catch (IllegalArgumentException e) {
      throw fields.refuse(
          name, "shape " + fields.extents(name), "a shape of at most 2^63 - 1 elements");
    }
  }
}
