package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Deviation;
import dev.lockstep.compare.Divergence;
import dev.lockstep.compare.EpochComparison;
import dev.lockstep.compare.SeriesComparison;
import dev.lockstep.compare.TensorComparison;
import dev.lockstep.model.Wording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.report.said.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/** Comparisons of a case as JSON. */
final class JsonComparison {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final TrainingCase trainingCase;

  JsonComparison(TrainingCase trainingCase) {
    this.trainingCase = trainingCase;
  }

  ObjectNode of(TensorComparison tensor) {
    ObjectNode node = NODES.objectNode();
    node.put("compared", tensor.compared());
    node.put("mismatches", tensor.mismatches());
    node.put("maxExcess", tensor.maxExcess());
    node.set(
        "worst", JsonValues.orNull(tensor.worst(), element -> element(tensor.quantity(), element)));
    node.set(
        "largest",
        JsonValues.orNull(tensor.largest(), element -> element(tensor.quantity(), element)));
    ArrayNode first = node.putArray("first");
    tensor.first().forEach(element -> first.add(element(tensor.quantity(), element)));
    return node;
  }

  ObjectNode of(SeriesComparison series) {
    ObjectNode node = NODES.objectNode();
    node.put("expectedEpochs", series.expectedEpochs());
    node.put("compared", series.compared());
    node.put("mismatches", series.mismatches());
    node.put("maxExcess", series.maxExcess());
    node.set("divergence", JsonValues.orNull(series.divergence(), this::divergence));
    ArrayNode epochs = node.putArray("epochs");
    series.epochs().forEach(epoch -> epochs.add(epoch(epoch)));
    ArrayNode tensors = node.putArray("tensors");
    growth(series).forEach((quantity, growth) -> tensors.add(growth.node(quantity)));
    return node;
  }

  JsonNode divergence(Divergence divergence) {
    ObjectNode node = NODES.objectNode();
    node.put("epoch", divergence.epoch());
    putQuantity(node, divergence.quantity());
    node.put("mismatches", divergence.mismatches());
    node.put("compared", divergence.compared());
    node.set("element", element(divergence.quantity(), divergence.deviation()));
    return node;
  }

  private static ObjectNode epoch(EpochComparison epoch) {
    return NODES
        .objectNode()
        .put("epoch", epoch.epoch())
        .put("maxExcess", epoch.maxExcess())
        .put("mismatches", epoch.mismatches())
        .put("compared", epoch.compared());
  }

  private ObjectNode element(TensorName quantity, Deviation element) {
    ObjectNode node = NODES.objectNode();
    node.put("row", element.row());
    node.put("column", element.column());
    ObjectNode place = node.putObject("place");
    for (Place.Part part : Place.of(trainingCase, quantity, element).parts()) {
      if (part instanceof Place.Index index) {
        place.put(index.name(), index.index());
      } else if (part instanceof Place.OfCharacter of) {
        place.put(of.name(), of.character());
      } else {
        place.put(part.name(), part.value());
      }
    }
    return node.put("actual", element.actual())
        .put("expected", element.expected())
        .put("allowed", element.allowed())
        .put("difference", element.difference())
        .put("excess", element.excess());
  }

  private static void putQuantity(ObjectNode node, TensorName quantity) {
    node.put("stage", Wording.part(quantity));
    node.put("parameter", Wording.parameter(quantity).orElse(null));
  }

  private static Map<TensorName, Growth> growth(SeriesComparison series) {
    Map<TensorName, Growth> growth = new LinkedHashMap<>();
    for (EpochComparison epoch : series.epochs()) {
      for (TensorComparison tensor : epoch.tensors()) {
        growth.merge(tensor.quantity(), Growth.of(epoch.epoch(), tensor), Growth::with);
      }
    }
    return growth;
  }

  /** One tensor over all epochs. */
  private record Growth(int epoch, double maxExcess, int firstMismatch, long mismatches) {
    static Growth of(int epoch, TensorComparison tensor) {
      int mismatches = tensor.mismatches();
      return new Growth(epoch, tensor.maxExcess(), mismatches > 0 ? epoch : 0, mismatches);
    }

    Growth with(Growth later) {
      Growth worse = later.maxExcess > maxExcess ? later : this;
      return new Growth(
          worse.epoch,
          worse.maxExcess,
          firstMismatch > 0 ? firstMismatch : later.firstMismatch,
          mismatches + later.mismatches);
    }

    ObjectNode node(TensorName quantity) {
      ObjectNode node = NODES.objectNode();
      putQuantity(node, quantity);
      return node.put("maxExcess", maxExcess)
          .put("worstEpoch", epoch)
          .put("mismatches", mismatches)
          .put("firstMismatchEpoch", firstMismatch > 0 ? firstMismatch : null);
    }
  }
}
