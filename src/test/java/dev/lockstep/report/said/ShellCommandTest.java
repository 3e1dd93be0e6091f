package dev.lockstep.report.said;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.report.Reports;
import dev.lockstep.verification.Judgement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandTest {
  private static final Judgement PASSING = Reports.PASSING.outcomes().get(0).judgements().get(0);

  @Test
  void whatAShellWouldTakeApartIsQuoted() {
    assertEquals(
        "java -jar target/lockstep.jar verify 'my cases/it'\\''s $HOME.json' plain.json ''",
        ShellCommand.ofArguments(List.of("verify", "my cases/it's $HOME.json", "plain.json", "")));
  }

  @Test
  void aFileThatLooksLikeAnOptionIsNotTakenForOne() {
    CaseFile caseFile = new CaseFile(Path.of("-x.json"), Reports.PLAIN.trainingCase());
    assertEquals(
        "java -jar target/lockstep.jar verify ./-x.json --backend reference --precision float32",
        ShellCommand.rerunning(caseFile, PASSING));
  }
}
