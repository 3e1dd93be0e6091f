package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.explain.Estimate;
import dev.lockstep.explain.GroupReading;
import dev.lockstep.explain.Setting;
import dev.lockstep.explain.UpdateReading;
import dev.lockstep.explain.Worst;
import dev.lockstep.report.UpdateReport;
import dev.lockstep.report.said.UpdateFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What the updates of a recording show as JSON, by the rules of {@link JsonReport}. */
public final class UpdateJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private UpdateJson() {}

  /** The text of {@code report.json}; ends with a line feed. */
  public static String of(UpdateReport report) {
    ObjectNode node = NODES.objectNode();
    JsonReport.putHead(node, report.circumstances());
    node.put("exitStatus", report.exitStatus());
    node.putObject("recording")
        .put("folder", report.folder())
        .put("name", report.facts().name())
        .put("source", report.facts().source())
        .put("precision", report.facts().precision().label())
        .put("steps", report.facts().steps());
    node.put("sentence", UpdateFacts.sentence(report.reading()));
    node.set("update", update(report.reading()));
    ArrayNode contradictions = node.putArray("contradictions");
    report
        .contradictions()
        .forEach(
            one ->
                contradictions
                    .addObject()
                    .put("name", one.name())
                    .put("said", one.said())
                    .put("did", one.did()));
    node.set("warnings", JsonValues.ofTexts(report.warnings()));
    return JsonReport.text(node);
  }

  /** The rule and its settings, the numbers of the group with the largest parameter. */
  static ObjectNode update(UpdateReading reading) {
    ObjectNode node = NODES.objectNode();
    Optional<GroupReading> main = reading.groups().stream().findFirst();
    node.put("rule", reading.rule().orElse(null));
    node.set(
        "parameters", reading.isExplained() ? parameters(main.orElseThrow()) : NODES.objectNode());
    node.put("excess", Double.isNaN(reading.excess()) ? null : reading.excess());
    node.set("estimates", main.map(UpdateJson::estimates).orElse(NODES.objectNode()));
    node.set(
        "schedule",
        main.map(GroupReading::schedule).map(UpdateJson::byStep).orElse(NODES.nullNode()));
    node.set(
        "momenta",
        main.map(GroupReading::momenta).map(UpdateJson::byStep).orElse(NODES.nullNode()));
    node.set("notToldApart", JsonValues.ofTexts(main.map(GroupReading::others).orElse(List.of())));
    ArrayNode groups = node.putArray("groups");
    for (GroupReading group : reading.groups()) {
      ObjectNode one = groups.addObject();
      one.put("rule", group.rule());
      one.set("parameters", parameters(group));
      one.put("excess", group.excess());
      one.set("estimates", estimates(group));
      one.set("schedule", byStep(group.schedule()));
      one.set("momenta", byStep(group.momenta()));
      one.set("tensors", JsonValues.ofTexts(group.parameters()));
    }
    node.set("notExplained", JsonValues.ofTexts(reading.unexplained()));
    node.set("unchanged", JsonValues.ofTexts(reading.unchanged()));
    node.set("worst", JsonValues.orNull(reading.worst(), UpdateJson::worst));
    return node;
  }

  private static ObjectNode parameters(GroupReading group) {
    ObjectNode node = NODES.objectNode();
    for (Setting setting : group.settings()) {
      node.put(setting.label(), group.told(setting).map(Estimate::shortest).orElse(null));
    }
    group.flags().forEach((name, flag) -> node.put(name, flag.orElse(null)));
    return node;
  }

  private static ObjectNode estimates(GroupReading group) {
    ObjectNode node = NODES.objectNode();
    for (Map.Entry<Setting, Estimate> entry : group.estimates().entrySet()) {
      Estimate estimate = entry.getValue();
      node.putObject(entry.getKey().label())
          .put("value", estimate.value())
          .put("low", estimate.low())
          .put("high", estimate.high())
          .put("told", estimate.told());
    }
    return node;
  }

  private static JsonNode byStep(SortedMap<Integer, Double> numbers) {
    if (numbers.isEmpty()) {
      return NODES.nullNode();
    }
    ObjectNode node = NODES.objectNode();
    numbers.forEach((step, number) -> node.put(Integer.toString(step), number));
    return node;
  }

  private static ObjectNode worst(Worst worst) {
    return NODES
        .objectNode()
        .put("step", worst.step())
        .put("tensor", worst.tensor())
        .put("element", worst.index())
        .put("excess", worst.excess());
  }
}
