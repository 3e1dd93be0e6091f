package dev.lockstep.worker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command of the system that a test needs, and may not have or not be allowed. */
public final class Command {
  private Command() {}

  /** Skips the test, with a reason, if the command is not there or fails. */
  public static void assume(String... command) throws Exception {
    String line = String.join(" ", command);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assumeTrue(process.waitFor() == 0, () -> "'" + line + "' fails here: " + output.strip());
    } catch (IOException e) {
      assumeTrue(false, () -> "'" + line + "' is not here: " + e.getMessage());
    }
  }

  /** A command that sees none of the machine's network interfaces; skips the test without. */
  public static List<String> withoutNetwork() throws Exception {
    assume("unshare", "-n", "true");
    return List.of("unshare", "-n");
  }
}
