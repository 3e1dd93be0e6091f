package dev.lockstep.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.verification.CaseOutcome;

/**
 * The whole report as one JSON object. Every field is always there, in the same order; what does
 * not apply is {@code null}. Numbers have as many digits as identify the {@code double}; NaN and
 * the infinities, which JSON has no numbers for, are the strings {@code "NaN"}, {@code "Infinity"}
 * and {@code "-Infinity"}. Epochs count from 1, rows and columns from 0.
 */
public final class JsonReport {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private JsonReport() {}

  /** The text of {@code report.json}; ends with a line feed. */
  public static String of(Report report) {
    ObjectNode node = NODES.objectNode();
    node.put("formatVersion", Report.FORMAT_VERSION);
    node.put("programVersion", report.programVersion());
    node.put("when", report.when().toString());
    node.set("machine", machine(report.machine()));
    node.set("arguments", JsonValues.ofTexts(report.arguments()));
    node.put("precision", report.precision().label());
    node.put("seconds", report.seconds());
    node.put("exitStatus", report.exitStatus().code());
    ObjectNode verdicts = node.putObject("verdicts");
    VerdictCounts.of(report)
        .counts()
        .forEach((verdict, count) -> verdicts.put(verdict.name(), count));
    var cases = node.putArray("cases");
    report.outcomes().forEach(outcome -> cases.add(ofCase(outcome)));
    return text(node);
  }

  static String text(ObjectNode node) {
    try {
      return WRITER.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static ObjectNode machine(MachineFacts machine) {
    return NODES
        .objectNode()
        .put("os", machine.os())
        .put("architecture", machine.architecture())
        .put("jvm", machine.jvm())
        .put("processors", machine.processors());
  }

  private static ObjectNode ofCase(CaseOutcome outcome) {
    TrainingCase trainingCase = outcome.caseFile().trainingCase();
    ObjectNode node = NODES.objectNode();
    node.put("name", trainingCase.name());
    node.put("file", outcome.caseFile().path().toString());
    node.put("source", trainingCase.source());
    node.putObject("task")
        .put("text", trainingCase.task().text())
        .put("repeat", trainingCase.task().repeat())
        .put("steps", trainingCase.task().steps())
        .set("vocabulary", JsonValues.ofTexts(trainingCase.task().vocabulary()));
    node.putObject("model")
        .put("cell", trainingCase.cell().label())
        .put("hidden", trainingCase.hidden());
    node.putObject("init").put("seed", trainingCase.seed());
    node.putObject("training")
        .put("epochs", trainingCase.epochs())
        .put("optimizer", trainingCase.optimizer().label())
        .put("learningRate", trainingCase.optimizer().learningRate());
    node.set(
        "golden",
        JsonValues.orNull(
            trainingCase.golden(),
            golden ->
                NODES
                    .objectNode()
                    .put("firstRow", golden.firstRow())
                    .put("decimals", golden.decimals())
                    .set("values", JsonValues.ofRows(golden.values()))));
    node.put("oddOneOut", outcome.oddOneOut().orElse(null));
    var implementations = node.putArray("implementations");
    outcome
        .judgements()
        .forEach(judgement -> implementations.add(JsonJudgement.of(outcome, judgement)));
    return node;
  }
}
