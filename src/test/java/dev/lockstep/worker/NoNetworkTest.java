package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class NoNetworkTest {
  @TempDir Path directory;

  @Test
  void everyImplementationTrainsWithoutAnyNetworkInterface() throws Exception {
    assertCompleted(run(Command.withoutNetwork()));
  }

  @Test
  void noProcessTriesAConnection() throws Exception {
    Path trace = directory.resolve("trace.txt");
    Command.assume("strace", "-f", "--seccomp-bpf", "-e", "trace=socket", "true");
    assertCompleted(
        run(
            List.of(
                "strace", "-f", "--seccomp-bpf", "-e", "trace=network", "-o", trace.toString())));
    List<String> calls = Files.readAllLines(trace);
    // Java opens sockets when it starts, to see which protocols there are, and closes them again.
    assertTrue(calls.stream().anyMatch(line -> line.contains("socket(")), "nothing was traced");
    assertEquals(
        List.of(),
        calls.stream()
            .filter(line -> line.matches(".*(connect|bind|send\\w*)\\(.*INET.*"))
            .toList());
  }

  private List<String> run(List<String> prefix) throws Exception {
    Parent parent =
        Parent.start(
            prefix,
            List.of(),
            directory.toString(),
            "",
            Parent.REFERENCE,
            Parent.DJL,
            "dev.lockstep.backend.djl.DjlCell",
            Parent.ND4J);
    return parent.output();
  }

  private static void assertCompleted(List<String> output) {
    assertEquals(
        4,
        output.stream().filter(line -> line.contains(" completed ")).count(),
        String.join("\n", output));
  }
}
