package dev.lockstep.report.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.report.Circumstances;
import dev.lockstep.report.MachineFacts;
import dev.lockstep.report.Program;
import dev.lockstep.report.Run;
import dev.lockstep.report.format.Format;
import dev.lockstep.report.format.Spool;
import dev.lockstep.report.said.Tally;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.VersionChange;
import java.io.IOException;
import java.io.Writer;

/**
 * The whole report as one JSON object. Every field is always there, in the same order; what does
 * not apply is {@code null}. Numbers have as many digits as identify the {@code double}; NaN and
 * the infinities, which JSON has no numbers for, are the strings {@code "NaN"}, {@code "Infinity"}
 * and {@code "-Infinity"}. Epochs count from 1, rows and columns from 0.
 */
public final class JsonReport implements Format {
  /** The file's name. */
  public static final String FILE = "report.json";

  /** It grows when a field changes its meaning or goes away. */
  static final int FORMAT_VERSION = 1;

  private static final String CASES = "cases";

  /** What stands around the cases in an object that holds nothing else. */
  private static final String START = "{\n  \"" + CASES + "\" : [ ";

  private static final String END = " ]\n}\n";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private final Program program;
  private final Spool cases;

  /**
   * A report without cases.
   *
   * @param program what verifies a case again
   * @param cases takes them
   */
  public JsonReport(Program program, Spool cases) {
    this.program = program;
    this.cases = cases;
  }

  @Override
  public String file() {
    return FILE;
  }

  @Override
  public void add(CaseOutcome outcome) throws IOException {
    ObjectNode around = NODES.objectNode();
    around.putArray(CASES).add(ofCase(outcome));
    String text = text(around);
    cases.add(", ", text.substring(START.length(), text.length() - END.length()));
  }

  @Override
  public void write(Run run, Tally tally, Writer out) throws IOException {
    ObjectNode node = NODES.objectNode();
    putHead(node, run.circumstances());
    node.put("precision", run.precision().label());
    node.put("exitStatus", tally.exitStatus().code());
    ObjectNode verdicts = node.putObject("verdicts");
    tally.counts().forEach((verdict, count) -> verdicts.put(verdict.name(), count));
    String text = text(node);
    out.write(text.substring(0, text.length() - "\n}\n".length()));
    out.write("," + START.substring(1));
    cases.copyTo(out);
    out.write(END);
  }

  @Override
  public void close() throws IOException {
    cases.close();
  }

  static String text(ObjectNode node) {
    try {
      return WRITER.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Numbers, texts, and lists and maps of them, as they are. */
  static JsonNode tree(Object value) {
    return new ObjectMapper().valueToTree(value);
  }

  /** What every report begins with. */
  static void putHead(ObjectNode node, Circumstances circumstances) {
    MachineFacts machine = circumstances.machine();
    node.put("formatVersion", FORMAT_VERSION);
    node.put("programVersion", circumstances.programVersion());
    node.put("when", circumstances.when().toString());
    node.putObject("machine")
        .put("os", machine.os())
        .put("architecture", machine.architecture())
        .put("jvm", machine.jvm())
        .put("processors", machine.processors());
    node.set("arguments", JsonValues.ofTexts(circumstances.arguments()));
    node.put("seconds", circumstances.seconds());
  }

  private static ObjectNode golden(GoldenArray golden) {
    ObjectNode node = NODES.objectNode();
    node.put("firstRow", golden.firstRow());
    node.put("decimals", golden.decimals());
    JsonValues.putRows(node, "values", golden.values());
    JsonValues.putLeftOut(node, golden.values());
    return node;
  }

  private static ObjectNode change(VersionChange change) {
    ObjectNode node = NODES.objectNode();
    node.put("inForce", change.inForce());
    node.put("other", change.other());
    node.put("numbers", change.numbers());
    node.put("differing", change.differing());
    node.put("first", change.first().map(Mismatch::toString).orElse(null));
    node.put("mismatches", change.against().mismatches());
    node.put("maxExcess", change.against().maxExcess());
    return node;
  }

  private ObjectNode ofCase(CaseOutcome outcome) {
    TrainingCase trainingCase = outcome.caseFile().trainingCase();
    ObjectNode node = NODES.objectNode();
    node.put("name", trainingCase.name());
    node.put("file", outcome.caseFile().path().toString());
    node.put("source", trainingCase.source());
    ObjectNode task = node.putObject("task");
    JsonValues.putText(task, "text", trainingCase.task().text());
    task.put("repeat", trainingCase.task().repeat());
    task.put("steps", trainingCase.task().steps());
    JsonValues.putTexts(task, "vocabulary", trainingCase.task().vocabulary());
    node.putObject("model")
        .put("cell", trainingCase.cell().label())
        .put("hidden", trainingCase.hidden());
    node.putObject("init").put("seed", trainingCase.seed());
    node.putObject("training")
        .put("epochs", trainingCase.epochs())
        .put("optimizer", trainingCase.optimizer().label())
        .put("learningRate", trainingCase.optimizer().learningRate());
    node.set("golden", JsonValues.orNull(trainingCase.golden(), JsonReport::golden));
    node.put("oddOneOut", outcome.oddOneOut().orElse(null));
    var changes = node.putArray("changes");
    outcome.changes().forEach(change -> changes.add(change(change)));
    var implementations = node.putArray("implementations");
    outcome
        .judgements()
        .forEach(judgement -> implementations.add(JsonJudgement.of(program, outcome, judgement)));
    return node;
  }
}
