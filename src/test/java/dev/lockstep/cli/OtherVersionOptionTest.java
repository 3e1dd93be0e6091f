package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.upgrade.LocalRepository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another version of a library beside the one in force. */
class OtherVersionOptionTest {
  private static final String IN_FORCE = "1.0.0-M2.1";
  private static final String NEWEST_DJL = "0.36.0";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path caseFile;

  @BeforeEach
  void writeCase() throws IOException {
    caseFile = directory.resolve("small.json");
    CaseWriter.write(
        ExampleCases.of(CellKind.LSTM, 3, "abcab", "abc", new OptimizerSpec.Adam(0.1), 3),
        caseFile);
  }

  @Test
  void theSameVersionBesideItselfTrainsToTheLastBit() throws IOException {
    assertEquals(0, verify("--backend", "nd4j", "--with", "nd4j=" + IN_FORCE), this::said);
    assertTrue(
        out.toString().contains("nd4j@" + IN_FORCE + " trains as nd4j to the last bit of "),
        this::said);
    JsonNode change = report().at("/cases/0/changes/0");
    assertEquals("nd4j", change.get("inForce").asText());
    assertEquals(0, change.get("differing").asInt());
    assertTrue(change.get("numbers").asInt() > 500, change::toString);
    assertEquals("ND4J " + IN_FORCE, report().at("/cases/0/implementations/1/library").asText());
  }

  @Test
  void anotherVersionIsHeldAgainstTheReferenceAndTheOneInForce() throws IOException {
    Path repository = LocalRepository.of(System.getProperties()).root();
    assumeTrue(
        Files.exists(repository.resolve("ai/djl/bom/" + NEWEST_DJL))
            && Files.exists(repository.resolve("ai/djl/pytorch/pytorch-native-cpu/2.7.1")),
        "DJL " + NEWEST_DJL + " is not in Maven's local repository");
    assertEquals(0, verify("--backend", "djl-sequence", "--with", "djl=" + NEWEST_DJL), this::said);
    JsonNode other = report().at("/cases/0/implementations/1");
    assertEquals("djl-sequence@" + NEWEST_DJL, other.get("name").asText());
    assertEquals("DJL " + NEWEST_DJL + ", PyTorch 2.7.1", other.get("library").asText());
    assertEquals("EQUIVALENT", other.get("verdict").asText());
    assertEquals("djl-sequence", report().at("/cases/0/changes/0/inForce").asText());
  }

  @Test
  void aVersionThatIsNotThereIsRefusedWithTheCommandsThatFetchIt() {
    assertEquals(2, verify("--with", "djl=0.0.1"));
    List<String> lines = err.toString().lines().toList();
    assertTrue(
        lines.contains("mvn dependency:get -Dartifact=ai.djl.pytorch:pytorch-engine:0.0.1"),
        this::said);
    assertTrue(
        lines
            .get(lines.size() - 1)
            .startsWith("lockstep: --with djl=0.0.1: 3 artifacts are not in the local repository "),
        this::said);
    assertFalse(Files.exists(directory.resolve("report")));
  }

  @Test
  void aFolderWithoutTheLibraryIsRefused() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertEquals(2, verify("--with", "djl=" + empty));
    assertTrue(err.toString().contains("a folder without the jars of djl"), this::said);
  }

  @Test
  void anotherLibraryIsRefused() {
    assertEquals(2, verify("--with", "torch=2"));
    assertEquals(
        "lockstep: --with: found 'torch=2'; allowed: djl or nd4j, =, and a version in Maven's local"
            + " repository or a folder of jars\n",
        err.toString());
  }

  @Test
  void aLibraryThatNothingChosenComputesWithIsRefused() {
    assertEquals(2, verify("--backend", "reference", "--with", "nd4j=" + IN_FORCE));
    assertTrue(
        err.toString().contains("found no implementation that computes with nd4j"), this::said);
  }

  @Test
  void oneProcessHasOneVersion() {
    assertEquals(2, verify("--in-process", "--with", "nd4j=" + IN_FORCE));
    assertTrue(err.toString().contains("--with: found --in-process too"), this::said);
  }

  private int verify(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify", caseFile.toString(), "--report", directory.resolve("report").toString()));
    arguments.addAll(Arrays.asList(options));
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("report").resolve("report.json").toFile());
  }

  private String said() {
    return out + "\n" + err;
  }
}
