package dev.lockstep.report.said;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.report.Reports;
import dev.lockstep.verification.Judgement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ShellCommandTest {
  private static final Judgement PASSING = Reports.PASSING.outcomes().get(0).judgements().get(0);

  @Test
  void whatAShellWouldTakeApartIsQuoted() {
    assertEquals(
        "java -jar bin/lockstep-1.jar verify 'my cases/it'\\''s $HOME.json' plain.json ''",
        ShellCommand.of(
            Reports.PROGRAM, List.of("verify", "my cases/it's $HOME.json", "plain.json", "")));
  }

  /** Read by a shell, so that no escape is only believed to be one. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatDoesNotPrintIsSpelledOutAndComesBackFromAShell() throws Exception {
    String word = "a\u001b[2J\nit's \\ 가\u202e";
    String command = ShellCommand.of(Reports.PROGRAM, List.of(word));
    assertEquals(
        "java -jar bin/lockstep-1.jar $'a\\033[2J\\012it\\'s \\\\ 가\\342\\200\\256'", command);
    String printed = command.replace("java -jar bin/lockstep-1.jar", "printf %s");
    Process shell = new ProcessBuilder("bash", "-c", printed).start();
    assertEquals(word, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void aFileThatLooksLikeAnOptionIsNotTakenForOne() {
    CaseFile caseFile = new CaseFile(Path.of("-x.json"), Reports.PLAIN.trainingCase());
    assertEquals(
        "java -jar bin/lockstep-1.jar verify ./-x.json --backend reference --precision float32",
        ShellCommand.rerunning(Reports.PROGRAM, caseFile, PASSING));
  }
}
