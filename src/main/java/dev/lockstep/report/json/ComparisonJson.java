package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.compare.Bound;
import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.Surroundings;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.compare.TensorResult.Standing;
import dev.lockstep.explain.cause.Cause;
import dev.lockstep.noise.StudentFactor;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.report.ComparisonReport;
import dev.lockstep.report.said.ComparisonFacts;
import dev.lockstep.report.said.ComparisonReason;
import dev.lockstep.report.said.ComparisonSummaries;
import java.util.List;
import java.util.Optional;

/** A comparison of recordings as one JSON object, by the rules of {@link JsonReport}. */
public final class ComparisonJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ComparisonJson() {}

  /** The text of {@code report.json}; ends with a line feed. */
  public static String of(ComparisonReport report) {
    ComparisonResult result = report.result();
    ObjectNode node = NODES.objectNode();
    JsonReport.putHead(node, report.circumstances());
    node.put("exitStatus", report.exitStatus().code());
    node.put("verdict", result.verdict().name());
    node.put("reason", ComparisonReason.of(result));
    node.set("expected", side(report.expectedFolder(), result.expected()));
    node.set("actual", side(report.actualFolder(), result.actual()));
    node.put("lockstep", result.lockstep());
    node.set("noise", noise(report));
    node.put("compared", result.compared());
    node.put("mismatches", result.mismatches());
    node.put("maxExcess", result.maxExcess());
    node.set("divergence", JsonValues.orNull(result.divergence(), ComparisonJson::mismatch));
    node.set("alignment", alignment(result));
    node.set("nonFinite", JsonValues.orNull(result.nonFinite(), ComparisonJson::place));
    node.set("update", update(report));
    node.set("causes", causes(report));
    node.set("notCompared", notCompared(result));
    node.set("notJudged", notJudged(result));
    node.set("undecided", undecided(result));
    node.set("environment", environment(result));
    node.set("warnings", JsonValues.ofTexts(report.warnings()));
    node.set("around", JsonValues.orNull(result.surroundings(), ComparisonJson::around));
    node.set("kinds", kinds(result));
    node.set("steps", steps(result));
    node.set("tensors", tensors(result));
    return JsonReport.text(node);
  }

  /** What each side's updates show; null for a side whose updates were not read. */
  private static ObjectNode update(ComparisonReport report) {
    ObjectNode node = NODES.objectNode();
    node.set(
        "expected", JsonValues.orNull(report.explanation().expectedUpdate(), UpdateJson::update));
    node.set("actual", JsonValues.orNull(report.explanation().actualUpdate(), UpdateJson::update));
    return node;
  }

  private static ObjectNode side(String folder, RecordingFacts facts) {
    return NODES
        .objectNode()
        .put("folder", folder)
        .put("name", facts.name())
        .put("source", facts.source())
        .put("precision", facts.precision().label())
        .put("steps", facts.steps())
        .put("lockstep", facts.lockstep());
  }

  private static JsonNode noise(ComparisonReport report) {
    if (!report.result().noiseFound()) {
      return NODES.nullNode();
    }
    List<String> others = report.noiseFolders();
    ObjectNode node = NODES.objectNode();
    node.set("from", JsonValues.ofTexts(others));
    Optional<Integer> replays =
        report.result().expected().noise().map(RecordingFacts.NoiseFacts::runs);
    node.put("runs", others.isEmpty() ? replays.orElse(null) : Integer.valueOf(others.size()));
    node.put("multiple", others.isEmpty() ? Bound.Noise.MULTIPLE : StudentFactor.of(others.size()));
    return node;
  }

  private static ObjectNode mismatch(Mismatch mismatch) {
    Element element = mismatch.element();
    TensorResult tensor = mismatch.tensor();
    boolean compared =
        tensor.standing() == Standing.JUDGED || tensor.standing() == Standing.NOT_JUDGED;
    boolean inBoth = compared && tensor.note().isEmpty();
    ObjectNode node = place(mismatch);
    node.put(
        "expected", inBoth || tensor.standing() == Standing.MISSING ? element.expected() : null);
    node.put(
        "actual", inBoth || tensor.standing() == Standing.UNEXPECTED ? element.actual() : null);
    node.put("allowed", element.allowed());
    node.put("excess", element.excess());
    node.put("mismatches", tensor.mismatches());
    node.put("compared", tensor.compared());
    node.put("what", what(tensor));
    return node;
  }

  private static String what(TensorResult tensor) {
    return switch (tensor.standing()) {
      case MISSING -> "missing";
      case UNEXPECTED -> "unexpected";
      default -> tensor.note().isEmpty() ? "element" : tensor.note();
    };
  }

  private static ObjectNode place(Mismatch mismatch) {
    ObjectNode node = NODES.objectNode();
    node.put("step", mismatch.step());
    node.put("tensor", mismatch.tensor().name().toString());
    ArrayNode index = node.putArray("index");
    for (long extent : mismatch.index()) {
      index.add(extent);
    }
    return node;
  }

  private static ArrayNode alignment(ComparisonResult result) {
    ArrayNode pairings = NODES.arrayNode();
    result
        .alignment()
        .forEach(
            pairing ->
                pairings
                    .addObject()
                    .put("expected", pairing.expected())
                    .put("actual", pairing.actual())
                    .put("how", pairing.how()));
    return pairings;
  }

  private static ArrayNode causes(ComparisonReport report) {
    ArrayNode causes = NODES.arrayNode();
    for (Cause cause : report.explanation().causes()) {
      ObjectNode node = causes.addObject();
      node.put("id", cause.id());
      node.put("sentence", cause.sentence());
      node.set("parameters", JsonReport.tree(cause.parameters()));
      node.put("excess", cause.excess());
    }
    return causes;
  }

  private static ObjectNode notCompared(ComparisonResult result) {
    ObjectNode node = NODES.objectNode();
    ArrayNode kinds = node.putArray("kinds");
    result
        .kindsNotCompared()
        .forEach(
            (kind, inExpected) ->
                kinds
                    .addObject()
                    .put("kind", kind.label())
                    .put("heldBy", inExpected ? "expected" : "actual"));
    node.set("ignored", JsonValues.ofTexts(List.copyOf(result.ignored())));
    return node;
  }

  private static JsonNode notJudged(ComparisonResult result) {
    Optional<Mismatch> first = result.firstDifference();
    if (first.isEmpty()) {
      return NODES.nullNode();
    }
    ObjectNode node = NODES.objectNode();
    node.set(
        "tensors",
        JsonValues.ofTexts(
            result.names(Standing.NOT_JUDGED).stream().map(String::valueOf).toList()));
    node.put("elements", result.elements(Standing.NOT_JUDGED));
    node.set("first", mismatch(first.get()));
    ((ObjectNode) node.get("first")).putNull("allowed").putNull("excess");
    return node;
  }

  private static JsonNode undecided(ComparisonResult result) {
    return JsonValues.orNull(
        result.undecided(),
        first ->
            NODES
                .objectNode()
                .put("step", first.step())
                .put("tensor", first.tensor().toString())
                .put("elements", first.elements())
                .put("notCompared", result.elements(Standing.UNDECIDED)));
  }

  private static ArrayNode environment(ComparisonResult result) {
    ArrayNode differences = NODES.arrayNode();
    ComparisonFacts.environment(result)
        .forEach(
            (key, both) ->
                differences
                    .addObject()
                    .put("name", key)
                    .put("expected", both.get(0))
                    .put("actual", both.get(1)));
    return differences;
  }

  private static ObjectNode around(Surroundings surroundings) {
    ObjectNode node = NODES.objectNode();
    node.put("step", surroundings.step());
    node.put("tensor", surroundings.tensor().toString());
    node.put("row", surroundings.row());
    node.put("column", surroundings.column());
    ArrayNode rows = node.putArray("rows");
    for (List<Element> elements : surroundings.rows()) {
      ArrayNode row = rows.addArray();
      for (Element element : elements) {
        row.addObject()
            .put("expected", element.expected())
            .put("actual", element.actual())
            .put("allowed", element.allowed());
      }
    }
    return node;
  }

  private static ArrayNode kinds(ComparisonResult result) {
    ArrayNode kinds = NODES.arrayNode();
    ComparisonSummaries.byKind(result.steps())
        .forEach((kind, sum) -> put(kinds.addObject().put("kind", kind.label()), sum));
    return kinds;
  }

  private static ArrayNode steps(ComparisonResult result) {
    ArrayNode steps = NODES.arrayNode();
    result.steps().forEach(step -> steps.add(JsonComparison.step("step", step)));
    return steps;
  }

  private static ArrayNode tensors(ComparisonResult result) {
    ArrayNode tensors = NODES.arrayNode();
    ComparisonSummaries.byTensor(result.steps())
        .forEach(
            (name, sum) -> {
              ObjectNode node = tensors.addObject().put("tensor", name.toString());
              put(node, sum);
              node.put("worstStep", sum.worstStep());
              node.set(
                  "worst",
                  JsonValues.orNull(
                      sum.worst().worst(),
                      element -> mismatch(new Mismatch(sum.worstStep(), sum.worst(), element))));
            });
    return tensors;
  }

  private static void put(ObjectNode node, ComparisonSummaries.Sum sum) {
    node.put("tensors", sum.tensors())
        .put("elements", sum.elements())
        .put("compared", sum.compared())
        .put("mismatches", sum.mismatches())
        .put("maxExcess", sum.maxExcess())
        .put("rmsExcess", sum.rmsExcess())
        .put("firstMismatchStep", sum.firstMismatchStep() == 0 ? null : sum.firstMismatchStep());
  }
}
