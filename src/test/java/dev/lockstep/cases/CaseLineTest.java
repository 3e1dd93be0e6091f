package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseLineTest {
  private static final Path EXAM = Path.of("golden", "exam", "exam-rnn.json");

  @TempDir private Path folder;

  @Test
  void aRowOfThePublishedArrayIsFoundWhereItStands() throws Exception {
    List<String> lines = Files.readAllLines(EXAM);
    int first = CaseLine.ofGoldenRow(EXAM, 0);
    int second = CaseLine.ofGoldenRow(EXAM, 1);
    assertEquals("[", lines.get(first - 1).strip().substring(0, 1), lines.get(first - 1));
    assertEquals(first + 1, second);
  }

  @Test
  void whatIsNotThereIsTheFirstLine() {
    assertEquals(1, CaseLine.ofGoldenRow(EXAM, 1000));
    assertEquals(1, CaseLine.ofGoldenRow(folder.resolve("gone.json"), 0));
  }
}
