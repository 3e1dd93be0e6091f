package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CheckBackendCommandTest {

  @Test
  void theReferenceKeepsToItsContract() {
    Run run = check("reference");
    assertEquals(0, run.status(), run.out() + run.err());
    assertTrue(run.out().startsWith("reference keeps to its contract: "), run.out());
  }

  @Test
  void oneThatIgnoresTheStepCountGivenToLoadIsToldSo() {
    Run run = check("deaf");
    assertAll(
        () -> assertEquals(3, run.status(), run.out()),
        () ->
            assertTrue(
                run.out()
                    .contains(
                        "deaf rnn float32 cpu: broken: the step count that is loaded corrects"
                            + " Adam's bias: the step after state 1: found 3; expected 2"),
                run.out()),
        () -> assertTrue(run.out().contains("deaf breaks its contract: "), run.out()),
        () -> assertFalse(run.out().contains("\tat "), run.out()));
  }

  @Test
  void oneThatThrowsBreaksItAndIsTriedToTheEnd() {
    Run run = check("failing");
    assertEquals(3, run.status());
    assertTrue(run.out().contains("failed: out of order"), run.out());
    assertTrue(run.out().contains("failing breaks its contract: 0 of "), run.out());
  }

  @Test
  void anUnknownNameEndsWithStatusTwo() {
    Run run = check("nobody");
    assertEquals(2, run.status());
    assertTrue(run.err().contains("NAME: found 'nobody'; allowed: reference, "), run.err());
  }

  private static Run check(String name) {
    Backends backends =
        new Backends(
            List.of(
                new ReferenceBackend(),
                backend("deaf", (trainingCase, state) -> new Deaf(reference(trainingCase, state))),
                backend(
                    "failing",
                    (trainingCase, state) -> {
                      throw new IllegalStateException("out of order");
                    })));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new CheckBackendCommand(() -> backends))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int status = new Failures(command, () -> false).execute(name);
    return new Run(status, out.toString(), err.toString());
  }

  private static Session reference(TrainingCase trainingCase, ModelState state) {
    return new ReferenceBackend()
        .open(trainingCase, state, new Execution(Precision.FLOAT32, Device.CPU));
  }

  private static Backend backend(String name, BiFunction<TrainingCase, ModelState, Session> open) {
    return new Backend() {
      @Override
      public BackendInfo info() {
        return new BackendInfo(name, "plain Java", "for this test", Set.of(CellKind.RNN));
      }

      @Override
      public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
        return open.apply(trainingCase, state);
      }
    };
  }

  private record Run(int status, String out, String err) {}

  /** Goes on counting whatever the loaded state says. */
  private record Deaf(Session right) implements Session {
    @Override
    public StepRecord step() {
      return right.step();
    }

    @Override
    public ModelState state() {
      return right.state();
    }

    @Override
    public void load(ModelState state) {
      right.load(
          new ModelState(state.parameters(), state.moments(), right.state().stepCount() + 2));
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
