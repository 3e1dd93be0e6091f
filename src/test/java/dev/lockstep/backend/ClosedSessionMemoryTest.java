package dev.lockstep.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.ForkedJava;
import dev.lockstep.model.ParameterLayout;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What closed sessions leave behind. */
@EnabledOnOs(OS.LINUX)
class ClosedSessionMemoryTest {
  private static final int SESSIONS = 60;

  static List<String> installed() {
    return Backends.installed().names();
  }

  @ParameterizedTest
  @MethodSource("installed")
  void closingFreesWhatTheSessionHeld(String backend) throws Exception {
    List<String> output =
        ForkedJava.run(
            List.of("-Xms160m", "-Xmx160m", "-XX:+AlwaysPreTouch"),
            ClosedSessions.class,
            backend,
            String.valueOf(SESSIONS));
    long grown = Long.parseLong(output.get(output.size() - 1));
    // Parameters, gradients and two moments in float64.
    long held = 4L * Double.BYTES * ParameterLayout.of(ClosedSessions.trainingCase()).size();
    assertTrue(
        grown < SESSIONS * held / 4,
        () ->
            "%d closed sessions, each of which held %d bytes, left %d bytes"
                .formatted(SESSIONS, held, grown));
  }
}
