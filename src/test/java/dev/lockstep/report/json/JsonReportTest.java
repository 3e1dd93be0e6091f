package dev.lockstep.report.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.model.StepTensors;
import dev.lockstep.report.Report;
import dev.lockstep.report.Reports;
import dev.lockstep.verification.JobResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private final JsonNode report = parsed(Reports.MIXED);

  @Test
  void theRunIsDescribed() {
    assertEquals(1, report.get("formatVersion").asInt());
    assertEquals("2026-01-02T03:04:05Z", report.get("when").asText());
    assertEquals(1, report.get("exitStatus").asInt());
    assertEquals(4, report.at("/verdicts/DIVERGENT").asInt());
    assertEquals("golden cases/plain.json", report.at("/arguments/1").asText());
  }

  @Test
  void everyImplementationHasTheSameFieldsInTheSameOrder() {
    List<String> expected = names(report.at("/cases/0/implementations/0"));
    for (JsonNode ofCase : report.get("cases")) {
      for (JsonNode implementation : ofCase.get("implementations")) {
        assertEquals(expected, names(implementation));
      }
    }
  }

  @Test
  void theWorstElementIsPlaced() {
    JsonNode worst = report.at("/cases/0/implementations/1/golden/worst");
    assertEquals(Reports.WRONG_ROW, worst.get("row").asInt());
    assertEquals(0.9, worst.get("actual").asDouble());
    assertEquals(3, worst.at("/place/step").asInt());
    assertEquals("a", worst.at("/place/character").asText());
    assertEquals("b", worst.at("/place/target").asText());
  }

  @Test
  void lossesKeepEveryDigit() {
    JobResult.Completed completed =
        (JobResult.Completed) Reports.MIXED.outcomes().get(0).judgements().get(0).result();
    JsonNode losses = report.at("/cases/0/implementations/0/losses");
    assertEquals(4, losses.size());
    for (int i = 0; i < losses.size(); i++) {
      assertEquals(StepTensors.loss(completed.steps().get(i)), losses.get(i).asDouble());
    }
  }

  @Test
  void whatIsNotFiniteIsAString() {
    JsonNode nan = report.at("/cases/0/implementations/2");
    assertEquals("NaN", nan.at("/golden/worst/actual").textValue());
    assertEquals("Infinity", nan.at("/drift/maxExcess").textValue());
    assertEquals("NaN", nan.at("/softmax/actual/2/0").textValue());
  }

  @Test
  void curvesHaveAnEntryForEachEpoch() {
    JsonNode wrong = report.at("/cases/0/implementations/1");
    assertEquals(4, wrong.at("/drift/epochs").size());
    assertEquals(4, wrong.at("/lockstep/epochs").size());
    assertEquals("softmax", wrong.at("/lockstep/divergence/stage").asText());
    assertEquals(1, wrong.at("/lockstep/divergence/epoch").asInt());
  }

  @Test
  void tensorsOfASeriesAddUpToTheWhole() {
    JsonNode lockstep = report.at("/cases/0/implementations/1/lockstep");
    long mismatches = 0;
    for (JsonNode tensor : lockstep.get("tensors")) {
      mismatches += tensor.get("mismatches").asLong();
    }
    assertEquals(lockstep.get("mismatches").asLong(), mismatches);
    assertTrue(mismatches > 0);
  }

  @Test
  void aFailureHasItsDetailsAndNoNumbers() {
    JsonNode broken = report.at("/cases/0/implementations/3");
    assertTrue(broken.get("details").size() > 0);
    assertTrue(broken.get("losses").isNull());
    assertTrue(broken.get("seconds").isNull());
  }

  @Test
  void withoutAPublishedArrayAllRowsAreThere() {
    JsonNode softmax = report.at("/cases/1/implementations/0/softmax");
    assertEquals("reference", softmax.get("against").asText());
    assertEquals(report.at("/cases/1/task/steps").asInt(), softmax.get("actual").size());
    assertEquals(softmax.get("actual").size(), softmax.get("allowed").size());
    assertEquals(0, softmax.get("rowsLeftOut").asInt());
  }

  @Test
  void oddTextSurvives() {
    assertEquals(
        Reports.ODD.trainingCase().task().text(), report.at("/cases/1/task/text").asText());
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode parsed(Report report) {
    try {
      return new ObjectMapper().readTree(report.json());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
