package dev.lockstep.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

  @ParameterizedTest
  @CsvSource({
    "ESC, 001b",
    "BEL, 0007",
    "line feed, 000a",
    "carriage return, 000d",
    "CSI of eight bits, 009b",
    "right-to-left override, 202e",
    "line separator, 2028",
    "half a surrogate pair, d800"
  })
  void whatWouldActOnATerminalIsEscaped(String what, String hex) {
    char character = (char) Integer.parseInt(hex, 16);
    assertEquals("a\\u" + hex + "]0;b", Printable.line("a" + character + "]0;b"), what);
  }

  @Test
  void textInAnyScriptStaysAsItIs() {
    assertEquals("케이스 \"é\" \\ 😀 −1×", Printable.line("케이스 \"é\" \\ 😀 −1×"));
  }
}
