package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.dataformat.yaml.YAMLMapper;
import picocli.CommandLine;

/**
 * YAML that readers copy, and this project's own workflows: it parses, and its commands are ours.
 */
class CopiedYamlTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");
  private static final Pattern COMMAND =
      Pattern.compile("java(?: -\\S+)* -jar \"?\\S*lockstep\\S*\\.jar\"? ([^\\n|>]*)");
  private static final Pattern INPUT = Pattern.compile("\\$\\{\\{ inputs\\.(\\w+) }}");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** The page that has the action and the workflow, in this order. */
  private static final Path CI = Path.of("src", "site", "markdown", "ci.md");

  @TempDir private Path directory;

  private static List<JsonNode> copied(Path page) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(page));
    while (blocks.find()) {
      documents.add(YAML.readTree(blocks.group(1)));
    }
    return documents;
  }

  private static List<JsonNode> all() throws IOException {
    List<JsonNode> documents = new ArrayList<>(copied(Path.of("README.md")));
    try (Stream<Path> pages = Files.list(CI.getParent())) {
      for (Path page : pages.sorted().toList()) {
        documents.addAll(copied(page));
      }
    }
    try (Stream<Path> workflows = Files.list(Path.of(".github", "workflows"))) {
      for (Path workflow : workflows.sorted().toList()) {
        documents.add(YAML.readTree(Files.readString(workflow)));
      }
    }
    return documents;
  }

  /** What a step runs, with each input of an action as its default says. */
  private static List<String> scripts(JsonNode document) {
    List<String> scripts = new ArrayList<>();
    for (JsonNode step : document.findParents("run")) {
      if (step.get("run").isTextual()) {
        String script = step.get("run").asText();
        for (Map.Entry<String, String> variable : variables(document, step).entrySet()) {
          script = script.replace("$" + variable.getKey(), variable.getValue());
        }
        scripts.add(script);
      }
    }
    return scripts;
  }

  private static Map<String, String> variables(JsonNode document, JsonNode step) {
    Map<String, String> variables = new TreeMap<>();
    step.path("env")
        .fields()
        .forEachRemaining(
            entry ->
                variables.put(
                    entry.getKey(),
                    INPUT
                        .matcher(entry.getValue().asText())
                        .replaceAll(
                            input ->
                                document.at("/inputs/" + input.group(1) + "/default").asText())));
    return variables;
  }

  private static void assertAccepted(String arguments) {
    String[] words = arguments.replace("\"", "").strip().split("\\s+");
    new CommandLine(Main.class).parseArgs(words);
  }

  @Test
  void everyCommandThatIsRunIsOneThatTheProgramAccepts() throws IOException {
    int commands = 0;
    for (JsonNode document : all()) {
      for (String script : scripts(document)) {
        Matcher command = COMMAND.matcher(script.replace("\\\n", " "));
        while (command.find()) {
          assertAccepted(command.group(1));
          commands++;
        }
      }
    }
    assertTrue(commands >= 3, commands + " commands");
  }

  @Test
  void theArgumentsThatAWorkflowGivesTheActionAreAccepted() throws IOException {
    List<JsonNode> documents = copied(CI);
    assertEquals(2, documents.size());
    JsonNode inputs = documents.get(0).get("inputs");
    List<JsonNode> uses = new ArrayList<>();
    for (JsonNode step : documents.get(1).at("/jobs/lockstep/steps")) {
      if (step.path("uses").asText().startsWith("./")) {
        uses.add(step.get("with"));
      }
    }
    assertEquals(2, uses.size());
    for (JsonNode with : uses) {
      with.fieldNames().forEachRemaining(name -> assertTrue(inputs.has(name), name));
      assertAccepted(with.get("arguments").asText());
    }
  }

  /**
   * As GitHub runs it: each step of an action has a shell, and each variable comes from an input.
   */
  @Test
  void theActionIsComplete() throws IOException {
    JsonNode action = copied(CI).get(0);
    assertEquals("composite", action.at("/runs/using").asText());
    for (JsonNode step : action.at("/runs/steps")) {
      assertTrue(step.has("uses") || step.path("shell").asText().equals("bash"), step::toString);
      Matcher input = INPUT.matcher(step.toString());
      while (input.find()) {
        assertTrue(action.get("inputs").has(input.group(1)), input.group());
      }
    }
  }

  @Test
  void theVerdictsComeIntoTheSummaryOfTheJob() throws Exception {
    Reports.PASSING.writeTo(directory.resolve("report"));
    Path summary = Files.writeString(directory.resolve("job"), "before\n");
    JsonNode show = copied(CI).get(0).at("/runs/steps").get(1);
    Process bash = bash(show.get("run").asText(), "report", summary);
    assertEquals(0, bash.waitFor());
    String text = Files.readString(summary);
    assertTrue(text.startsWith("before\n"), text);
    assertTrue(text.contains("EQUIVALENT"), text);
    assertEquals(0, bash(show.get("run").asText(), "nothing-written", summary).waitFor());
  }

  private Process bash(String script, String report, Path summary) throws IOException {
    ProcessBuilder bash = new ProcessBuilder("bash", "-eo", "pipefail", "-c", script);
    bash.environment().put("REPORT", directory.resolve(report).toString());
    bash.environment().put("GITHUB_STEP_SUMMARY", summary.toString());
    return bash.inheritIO().start();
  }
}
