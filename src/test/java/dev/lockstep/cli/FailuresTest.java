package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class FailuresTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static Stream<Throwable> anything() {
    return Stream.of(
        new IllegalStateException("broken"),
        new Error("broken"),
        new AssertionError("broken"),
        new ServiceConfigurationError("broken"),
        new ExceptionInInitializerError("broken"),
        new StackOverflowError(),
        new OutOfMemoryError("Java heap space"),
        new IOException("broken"));
  }

  @ParameterizedTest
  @MethodSource("anything")
  void whateverIsThrownEndsWithThreeAndOneLineWithoutTrace(Throwable thrown) {
    int status = execute(false, thrown);
    assertAll(
        () -> assertEquals(3, status),
        () -> assertEquals(1, err.toString().lines().count(), err.toString()),
        () -> assertTrue(err.toString().startsWith("lockstep: failed: "), err.toString()),
        () -> assertFalse(err.toString().matches("(?s).*(Exception|Error).*"), err.toString()));
  }

  @Test
  void theTraceIsPrintedWhereItIsAskedFor() {
    execute(true, new Error("broken"));
    assertTrue(err.toString().contains("java.lang.Error: broken"), err.toString());
    assertTrue(err.toString().contains("\tat "), err.toString());
  }

  @Test
  void badInputEndsWithTwo() {
    assertEquals(2, execute(false, new BadInputException("a.json: found nothing")));
    assertEquals("lockstep: a.json: found nothing", err.toString().strip());
  }

  @Test
  void whatWouldActOnATerminalIsShownAndNotDone() {
    execute(false, new BadInputException("a\u001b]0;b\u0007\nc.json: found nothing"));
    assertEquals(
        "lockstep: a\\u001b]0;b\\u0007\\u000ac.json: found nothing", err.toString().strip());
  }

  @Test
  void aMistypedOptionIsAnsweredWithOneLikeIt() {
    int status =
        new Failures(commandLine(new Throwing(new Error())), () -> false).execute("--repotr=x");
    assertEquals(2, status);
    assertTrue(err.toString().contains("did you mean --report"), err.toString());
  }

  @Test
  void lostOutputEndsWithThree() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    CommandLine commandLine = commandLine(new Printing());
    commandLine.setOut(new PrintWriter(new PrintStream(full), true));
    assertEquals(3, new Failures(commandLine, () -> false).execute());
    assertEquals(
        "lockstep: the output could not be written, so that some of it is lost",
        err.toString().strip());
  }

  private int execute(boolean traced, Throwable thrown) {
    return new Failures(commandLine(new Throwing(thrown)), () -> traced).execute();
  }

  private CommandLine commandLine(Object command) {
    return new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
  }

  /** A command that fails. */
  @Command(name = "throwing")
  private static final class Throwing implements Callable<Integer> {
    private final Throwable thrown;

    @Option(names = "--report")
    private String report;

    Throwing(Throwable thrown) {
      this.thrown = thrown;
    }

    @Override
    public Integer call() throws Exception {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown;
    }
  }

  /** A command that prints. */
  @Command(name = "printing")
  private static final class Printing implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
      Output.of(spec.commandLine()).line("a table");
      return 0;
    }
  }
}
