package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.verification.Location;

/** Where an implementation first parts, as one JSON object, by the rules of {@link JsonReport}. */
public final class LocationJson {
  /** The file's name. */
  public static final String FILE = "location.json";

  private LocationJson() {}

  /** The text of the JSON file: NaN and infinities are strings, as in the report. */
  public static String of(Location location) {
    JsonComparison comparisons = new JsonComparison(location.caseFile().trainingCase());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("formatVersion", JsonReport.FORMAT_VERSION);
    node.put("case", location.caseFile().trainingCase().name());
    node.put("file", location.caseFile().path().toString());
    node.put("implementation", location.backend());
    node.put("against", location.against());
    node.put("precision", location.execution().precision().label());
    node.put("device", location.execution().device().label());
    node.put("verdict", location.conclusion().verdict().name());
    node.put("reason", location.conclusion().reason());
    node.put("exitStatus", location.conclusion().exitStatus().code());
    node.set("first", JsonValues.orNull(location.first(), comparisons::divergence));
    node.set("initial", JsonValues.orNull(location.initial(), comparisons::divergence));
    node.set("lockstep", comparisons.of(location.lockstep()));
    node.set("drift", comparisons.of(location.drift()));
    node.set("diagnosis", JsonValues.orNull(location.diagnosis(), JsonDiagnosis::of));
    return JsonReport.text(node);
  }
}
