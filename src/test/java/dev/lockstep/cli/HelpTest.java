package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What someone at a terminal is helped with. */
class HelpTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  static List<String> commands() {
    return Arrays.stream(Main.class.getAnnotation(Command.class).subcommands())
        .map(type -> type.getAnnotation(Command.class).name())
        .filter(name -> !name.equals("generate-completion"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShowsHowItIsUsed(String command) {
    assertEquals(0, run(command, "--help"));
    assertTrue(out.toString().contains("Examples:\n  lockstep " + command), out.toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasALineThatEndsInTheList(String command) {
    CommandLine.Help help = new CommandLine(Main.class).getHelp();
    String listed =
        help.subcommands().get(command).commandSpec().usageMessage().header().length > 0
            ? help.subcommands().get(command).commandSpec().usageMessage().header()[0]
            : String.join(
                " ", help.subcommands().get(command).commandSpec().usageMessage().description());
    assertTrue(listed.endsWith("."), listed);
  }

  @Test
  void aShellCanCompleteCommandsAndOptions() {
    assertEquals(0, run("generate-completion"));
    assertTrue(out.toString().contains("check-backend"), out.toString());
    assertTrue(out.toString().contains("--stall-limit"), out.toString());
  }

  @Test
  void aQuietCommandLeavesTheVerdictToItsStatusAndItsReport() {
    String golden = Path.of("golden", "recordings", "mlp-adamw").toString();
    String report = directory.resolve("report").toString();
    assertEquals(0, run("compare", golden, golden, "--quiet", "--report", report));
    assertEquals("", out.toString());
    assertEquals("", err.toString());
    assertTrue(directory.resolve("report").resolve("index.html").toFile().exists());
  }

  @Test
  void aQuietCommandStillSaysWhatIsWrong() {
    assertEquals(2, run("verify", "-q", "nowhere.json"));
    assertEquals("", out.toString());
    assertTrue(err.toString().startsWith("lockstep: nowhere.json"), err.toString());
  }

  @Test
  void aMistypedCommandIsAnsweredWithTheOneThatWasMeant() {
    assertEquals(2, run("verfy"));
    assertTrue(err.toString().contains("did you mean"), err.toString());
    assertTrue(err.toString().contains("verify"), err.toString());
  }
}
