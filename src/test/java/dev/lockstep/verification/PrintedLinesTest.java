package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedLinesTest {
  private final List<String> taken = new ArrayList<>();
  private final PrintedLines lines = new PrintedLines(taken::add);

  private void print(String text) throws Exception {
    lines.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void linesComeWithoutTheirEndsAndTheLastWithoutOneAtTheEnd() throws Exception {
    print("one\r\n\ntwo");
    assertEquals(List.of("one", ""), taken);
    lines.close();
    assertEquals(List.of("one", "", "two"), taken);
    lines.close();
    assertEquals(3, taken.size());
  }

  @Test
  void aLongLineComesInPiecesOfWholeCharacters() throws Exception {
    print("x".repeat(998) + "가나다\n");
    assertEquals(List.of("x".repeat(998) + "가", "나다"), taken);
  }

  @Test
  void whatIsNoTextFillsNoMemoryEither() throws Exception {
    for (int i = 0; i < 5000; i++) {
      lines.write(0x80);
    }
    assertEquals(4, taken.size());
  }
}
