package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.bench.Measurement;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

  @Test
  void aRowSaysWhatWasMeasuredWhatIsAllowedAndWhetherThatIsMet() {
    List<List<String>> rows =
        BenchCommand.rows(
            List.of(
                new Measurement("fast", 0.0724, 0.0281, "s", 0.1, "0.1 s"),
                new Measurement("slow", 3.2, 0, "s", 3, "3 s"),
                new Measurement("large", 1208.4, 0, "MiB", 1536, "1.5 GiB"),
                new Measurement("free", 9.75, 0, "s", Double.NaN, "")));
    assertEquals(List.of("what", "measured", "±", "at most", "because", "met"), rows.get(0));
    assertEquals(List.of("fast", "0.072 s", "0.028 s", "0.100 s", "0.1 s", "yes"), rows.get(1));
    assertEquals(List.of("slow", "3.200 s", "0.000 s", "3.000 s", "3 s", "no"), rows.get(2));
    assertEquals(List.of("large", "1208 MiB", "0 MiB", "1536 MiB", "1.5 GiB", "yes"), rows.get(3));
    assertEquals(List.of("free", "9.750 s", "0.000 s", "", "", ""), rows.get(4));
  }

  @Test
  void aTargetThatIsNoNumberIsMissed() {
    Measurement broken = new Measurement("broken", Double.NaN, 0, "s", 1, "1 s");
    assertEquals("no", BenchCommand.rows(List.of(broken)).get(1).get(5));
  }

  @Test
  void aPathThatIsNotThereIsRefusedBeforeAnythingIsMeasured() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "bench",
            "--backend-path",
            "no-such-folder/own.jar");
    assertEquals(2, status);
    assertTrue(err.toString().contains("no-such-folder"), err.toString());
    assertEquals("", out.toString());
  }
}
