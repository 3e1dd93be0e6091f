package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.model.Wording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.report.said.ComparedRows;
import dev.lockstep.report.said.ComparisonSummaries;
import dev.lockstep.report.said.Place;

/** Comparisons of a case as JSON. */
final class JsonComparison {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final TrainingCase trainingCase;

  JsonComparison(TrainingCase trainingCase) {
    this.trainingCase = trainingCase;
  }

  ObjectNode of(ComparedRows rows) {
    ObjectNode node = NODES.objectNode();
    node.put("compared", rows.result().compared());
    node.put("mismatches", rows.result().mismatches());
    node.put("maxExcess", rows.result().maxExcess());
    node.set("worst", JsonValues.orNull(rows.result().worst(), worst -> element(rows, worst)));
    node.set("largest", JsonValues.orNull(rows.largest(), largest -> element(rows, largest)));
    ArrayNode first = node.putArray("first");
    rows.first().forEach(element -> first.add(element(rows, element)));
    return node;
  }

  private ObjectNode element(ComparedRows rows, Element element) {
    return element(rows.place(trainingCase, element), element);
  }

  ObjectNode of(TrainingResult series) {
    ObjectNode node = NODES.objectNode();
    node.put("expectedEpochs", series.expectedSteps());
    node.put("compared", series.compared());
    node.put("mismatches", series.mismatches());
    node.put("maxExcess", series.maxExcess());
    node.set("divergence", JsonValues.orNull(series.divergence(), this::divergence));
    ArrayNode epochs = node.putArray("epochs");
    series.steps().forEach(step -> epochs.add(step("epoch", step)));
    ArrayNode tensors = node.putArray("tensors");
    ComparisonSummaries.byTensor(series.steps())
        .forEach((name, sum) -> tensors.add(tensor(name, sum)));
    return node;
  }

  JsonNode divergence(Mismatch first) {
    ObjectNode node = NODES.objectNode();
    node.put("epoch", first.step());
    putName(node, first.tensor().name());
    node.put("mismatches", first.tensor().mismatches());
    node.put("compared", first.tensor().compared());
    Element telling = first.telling();
    node.set("element", element(Place.of(trainingCase, first.tensor(), telling), telling));
    return node;
  }

  /** A step, as its number is called there. */
  static ObjectNode step(String number, StepResult step) {
    return NODES
        .objectNode()
        .put(number, step.step())
        .put("compared", step.compared())
        .put("mismatches", step.mismatches())
        .put("maxExcess", step.maxExcess());
  }

  private static ObjectNode element(Place place, Element element) {
    ObjectNode node = NODES.objectNode();
    node.put("row", place.row());
    node.put("column", place.column());
    ObjectNode parts = node.putObject("place");
    for (Place.Part part : place.parts()) {
      if (part instanceof Place.Index index) {
        parts.put(index.name(), index.index());
      } else if (part instanceof Place.OfCharacter of) {
        parts.put(of.name(), of.character());
      } else {
        parts.put(part.name(), part.value());
      }
    }
    return node.put("actual", element.actual())
        .put("expected", element.expected())
        .put("allowed", element.allowed())
        .put("difference", element.difference())
        .put("excess", element.excess());
  }

  private static ObjectNode tensor(TensorName name, ComparisonSummaries.Sum sum) {
    ObjectNode node = NODES.objectNode();
    putName(node, name);
    return node.put("maxExcess", sum.maxExcess())
        .put("worstEpoch", sum.worstStep())
        .put("mismatches", sum.mismatches())
        .put("firstMismatchEpoch", sum.firstMismatchStep() > 0 ? sum.firstMismatchStep() : null);
  }

  private static void putName(ObjectNode node, TensorName name) {
    node.put("stage", Wording.part(name));
    node.put("parameter", Wording.parameter(name).orElse(null));
  }
}
