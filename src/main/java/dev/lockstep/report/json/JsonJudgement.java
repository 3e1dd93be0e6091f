package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.report.Program;
import dev.lockstep.report.said.ComparedRows;
import dev.lockstep.report.said.ShellCommand;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.FaultCoverage;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Judgement;
import java.util.Optional;

/** One implementation of a case as JSON. */
final class JsonJudgement {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonJudgement() {}

  static ObjectNode of(Program program, CaseOutcome outcome, Judgement judgement) {
    TrainingCase trainingCase = outcome.caseFile().trainingCase();
    JsonComparison comparison = new JsonComparison(trainingCase);
    Optional<JobResult.Completed> completed = judgement.result().completed();
    ObjectNode node = NODES.objectNode();
    node.put("name", judgement.info().name());
    node.put("library", judgement.info().library());
    node.put("description", judgement.info().description());
    node.put("precision", judgement.execution().precision().label());
    node.put("device", judgement.execution().device().label());
    node.put("verdict", judgement.verdict().name());
    node.put("reason", judgement.reason());
    node.put("rerun", ShellCommand.rerunning(program, outcome.caseFile(), judgement));
    node.put("seconds", completed.map(JobResult.Completed::seconds).orElse(null));
    node.set("losses", JsonValues.orNull(completed, JsonJudgement::losses));
    node.set(
        "softmax",
        JsonValues.orNull(
            ComparedRows.of(trainingCase, judgement), rows -> softmax(rows, judgement)));
    node.set(
        "golden",
        JsonValues.orNull(
            ComparedRows.ofPublished(trainingCase, judgement),
            rows ->
                comparison
                    .of(rows)
                    .put("asPrinted", judgement.golden().orElseThrow().asPrinted())));
    node.set("reference", JsonValues.orNull(ComparedRows.ofReference(judgement), comparison::of));
    node.set("drift", JsonValues.orNull(judgement.drift(), comparison::of));
    node.set("lockstep", JsonValues.orNull(judgement.lockstep(), comparison::of));
    node.set("envelope", JsonValues.orNull(judgement.envelope(), JsonJudgement::envelope));
    node.set("coverage", JsonValues.orNull(judgement.coverage(), JsonJudgement::coverage));
    node.set("diagnosis", JsonValues.orNull(judgement.diagnosis(), JsonDiagnosis::of));
    node.set(
        "details",
        judgement
            .result()
            .<JsonNode>map(
                trained -> NODES.nullNode(),
                unsupported -> NODES.nullNode(),
                failed -> JsonValues.ofTexts(failed.details())));
    return node;
  }

  private static JsonNode losses(JobResult.Completed completed) {
    ArrayNode losses = NODES.arrayNode();
    completed.steps().forEach(step -> losses.add(StepTensors.loss(step)));
    return losses;
  }

  private static JsonNode softmax(ComparedRows rows, Judgement judgement) {
    ObjectNode node = NODES.objectNode();
    node.put("against", judgement.golden().isPresent() ? "golden" : "reference");
    node.put("firstRow", rows.firstRow());
    JsonValues.putRows(node, "actual", rows.actual());
    JsonValues.putRows(node, "expected", rows.expected());
    JsonValues.putRows(node, "allowed", rows.allowed());
    JsonValues.putLeftOut(node, rows.expected());
    return node;
  }

  private static JsonNode envelope(Envelope envelope) {
    return NODES
        .objectNode()
        .put("precision", envelope.noise().precision().label())
        .put("elementaryError", envelope.noise().elementaryError())
        .put("runs", Envelope.RUNS)
        .put("agreement", envelope.agreement());
  }

  private static JsonNode coverage(FaultCoverage coverage) {
    ObjectNode node = NODES.objectNode();
    node.put("tried", coverage.tried());
    node.set("caught", JsonValues.ofTexts(coverage.caught()));
    node.set("caughtByGolden", JsonValues.ofTexts(coverage.byGolden()));
    node.set("caughtByReference", JsonValues.ofTexts(coverage.byReference()));
    node.set("invisible", JsonValues.ofTexts(coverage.invisible()));
    node.set("hidden", JsonValues.ofTexts(coverage.hidden()));
    return node;
  }
}
