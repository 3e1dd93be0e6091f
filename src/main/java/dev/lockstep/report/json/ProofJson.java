package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.proof.DetectionLimit;
import dev.lockstep.proof.Naming;
import dev.lockstep.proof.Outcome;
import dev.lockstep.proof.Proof;
import dev.lockstep.proof.SubjectProof;
import dev.lockstep.proof.Trial;
import dev.lockstep.report.ProofReport;
import dev.lockstep.report.said.ProofFacts;

/** What every known mistake came to as JSON, by the rules of {@link JsonReport}. */
public final class ProofJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ProofJson() {}

  /** The text of {@code report.json}; ends with a line feed. */
  public static String of(ProofReport report) {
    Proof proof = report.proof();
    ObjectNode node = NODES.objectNode();
    JsonReport.putHead(node, report.circumstances());
    node.put("exitStatus", proof.exitStatus());
    node.put("sentence", ProofFacts.sentence(proof));
    node.put("mistakes", proof.mistakes());
    ObjectNode outcomes = node.putObject("outcomes");
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome.name(), proof.count(outcome));
    }
    ObjectNode naming = node.putObject("naming");
    for (Naming each : Naming.values()) {
      naming.put(each.name(), proof.count(each));
    }
    ArrayNode subjects = node.putArray("subjects");
    proof.subjects().forEach(subject -> subjects.add(subject(subject)));
    return JsonReport.text(node);
  }

  private static ObjectNode subject(SubjectProof subject) {
    ObjectNode node = NODES.objectNode();
    node.put("name", subject.name());
    node.put("path", subject.path());
    node.put("sort", subject.sort().name());
    node.put("seconds", subject.seconds());
    node.put("noise", subject.noise());
    node.set(
        "nearest",
        JsonValues.orNull(
            subject.nearest(),
            trial ->
                NODES.objectNode().put("mistake", trial.mistake()).put("excess", trial.excess())));
    ArrayNode limits = node.putArray("limits");
    for (DetectionLimit limit : subject.limits()) {
      limits.addObject().put("of", limit.of()).put("part", limit.part());
    }
    ArrayNode trials = node.putArray("trials");
    subject.trials().forEach(trial -> trials.add(trial(trial)));
    return node;
  }

  private static ObjectNode trial(Trial trial) {
    ObjectNode node = NODES.objectNode();
    node.put("mistake", trial.mistake());
    node.put("sentence", trial.sentence());
    ArrayNode reports = node.putArray("reports");
    trial.reports().forEach(report -> reports.add(report.toString()));
    node.put("outcome", trial.outcome().name());
    node.put("verdict", trial.verdict().map(Enum::name).orElse(null));
    node.put("expectedFirst", trial.expectedFirst());
    node.put("first", trial.first().orElse(null));
    node.put("firstRight", trial.firstRight());
    node.set("causes", JsonValues.ofTexts(trial.causes()));
    node.put("naming", trial.naming().name());
    node.put("excess", trial.excess());
    node.put("note", trial.note());
    return node;
  }
}
