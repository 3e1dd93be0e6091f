package dev.lockstep.cli;

import dev.lockstep.report.UnwritableReportException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The program. */
@Command(
    name = "lockstep",
    description =
        "Tests whether independent implementations train a neural network to the same numbers.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      VerifyCommand.class,
      LocateCommand.class,
      BackendsCommand.class,
      BenchCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main {

  /** Exit status of bad usage or bad input. */
  static final int BAD_INPUT = 2;

  /** Exit status of anything that is neither equivalent, nor divergent, nor bad input. */
  static final int FAILED = 3;

  private Main() {}

  /** Runs a command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The program, not yet run. */
  static CommandLine commandLine() {
    return prepared(new CommandLine(new Main()));
  }

  /** Turns what a command throws into one line on the error stream and an exit status. */
  static CommandLine prepared(CommandLine commandLine) {
    return commandLine
        .setParameterExceptionHandler(
            (exception, arguments) -> {
              CommandLine command = exception.getCommandLine();
              say(command, exception.getMessage());
              command
                  .getErr()
                  .println("Run '" + command.getCommandSpec().qualifiedName() + " --help'.");
              return BAD_INPUT;
            })
        .setExecutionExceptionHandler(Main::status);
  }

  private static int status(Exception exception, CommandLine commandLine, ParseResult parseResult) {
    if (exception instanceof BadInputException) {
      say(commandLine, exception.getMessage());
      return BAD_INPUT;
    }
    if (exception instanceof UnwritableReportException) {
      say(commandLine, exception.getMessage());
      return FAILED;
    }
    String message = exception.getMessage();
    say(
        commandLine,
        exception.getClass().getSimpleName() + (message == null ? "" : ": " + message));
    return FAILED;
  }

  private static void say(CommandLine commandLine, String message) {
    PrintWriter err = commandLine.getErr();
    err.println("lockstep: " + message);
    err.flush();
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lockstep " + text()};
    }

    /** The version in the jar's manifest, or that there is no jar. */
    static String text() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
    }
  }
}
