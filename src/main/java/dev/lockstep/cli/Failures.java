package dev.lockstep.cli;

import dev.lockstep.backend.InvalidBackendException;
import dev.lockstep.cases.InvalidCaseException;
import dev.lockstep.golden.InvalidProposalException;
import dev.lockstep.message.Reason;
import dev.lockstep.recording.InvalidRecordingException;
import dev.lockstep.report.directory.UnwritableReportException;
import dev.lockstep.report.json.InvalidBaselineException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever a command throws into one line on the error stream and an exit status. */
final class Failures {
  /** Exit status of bad usage or bad input. */
  static final int BAD_INPUT = 2;

  /** Exit status of anything that is neither equivalent, nor divergent, nor bad input. */
  static final int FAILED = 3;

  private final CommandLine commandLine;
  private final BooleanSupplier traced;

  /**
   * Failures of a command and those below it.
   *
   * @param traced whether the trace of what was thrown is printed too, asked for afterwards
   */
  Failures(CommandLine commandLine, BooleanSupplier traced) {
    this.commandLine = commandLine;
    this.traced = traced;
  }

  /**
   * Runs the command to its end, whatever it throws.
   *
   * @return what the command returns; {@value #BAD_INPUT} where its input is at fault, {@value
   *     #FAILED} where anything else is, also where what it printed was lost
   */
  int execute(String... arguments) {
    commandLine
        .setParameterExceptionHandler((exception, given) -> usage(exception))
        .setExecutionExceptionHandler((exception, command, parsed) -> status(exception));
    int status;
    try {
      status = commandLine.execute(arguments);
    } catch (Throwable thrown) {
      status = status(thrown);
    }
    if (commandLine.getOut().checkError()) {
      say("the output could not be written, so that some of it is lost");
      return FAILED;
    }
    return status;
  }

  /** Says what was thrown; the status that it stands for. */
  int status(Throwable thrown) {
    boolean badInput =
        thrown instanceof BadInputException
            || thrown instanceof InvalidBackendException
            || thrown instanceof InvalidCaseException
            || thrown instanceof InvalidProposalException
            || thrown instanceof InvalidRecordingException
            || thrown instanceof InvalidBaselineException;
    boolean known = badInput || thrown instanceof UnwritableReportException;
    say(known ? thrown.getMessage() : "failed: " + Reason.of(thrown));
    if (traced.getAsBoolean()) {
      PrintWriter err = commandLine.getErr();
      thrown.printStackTrace(err);
      err.flush();
    }
    return badInput ? BAD_INPUT : FAILED;
  }

  private int usage(ParameterException exception) {
    String help = exception.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    say(Reason.withoutClassNames(exception.getMessage()) + suggestion(exception));
    Output.ofErrors(commandLine).line("Run '" + help + "'.");
    return BAD_INPUT;
  }

  private static String suggestion(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    return "";
  }

  private void say(String message) {
    Output.ofErrors(commandLine).line("lockstep: " + message);
  }
}
