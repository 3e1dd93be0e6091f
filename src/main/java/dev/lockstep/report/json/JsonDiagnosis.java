package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.diagnosis.Candidate;
import dev.lockstep.diagnosis.Diagnosis;

/** What would explain a divergence, as JSON. */
final class JsonDiagnosis {
  private JsonDiagnosis() {}

  /** A candidate matches where the sentence names it, and nowhere else. */
  static JsonNode of(Diagnosis diagnosis) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("evidence", diagnosis.evidence());
    node.put("sentence", diagnosis.sentence());
    node.put("ownExcess", diagnosis.ownExcess());
    ArrayNode candidates = node.putArray("candidates");
    for (Candidate candidate : diagnosis.candidates()) {
      candidates
          .addObject()
          .put("id", candidate.id())
          .put("sentence", candidate.sentence())
          .put("excess", candidate.excess())
          .put("matches", diagnosis.matches().contains(candidate));
    }
    return node;
  }
}
