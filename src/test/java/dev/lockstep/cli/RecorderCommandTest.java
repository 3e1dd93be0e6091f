package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RecorderCommandTest {
  @Test
  void printsTheRecorderLineByLineAsItIs() throws IOException {
    StringWriter out = new StringWriter();
    int status = Main.run(new PrintWriter(out), new PrintWriter(out), "recorder");
    assertEquals(0, status);
    assertEquals(
        Files.readAllLines(Path.of("src/main/python/lockstep_recorder.py")),
        out.toString().lines().toList());
  }
}
