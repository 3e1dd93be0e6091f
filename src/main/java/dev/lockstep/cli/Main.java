package dev.lockstep.cli;

import dev.lockstep.message.Reason;
import dev.lockstep.report.ProgramVersion;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program. */
@Command(
    name = "lockstep",
    description =
        "Tests whether independent implementations train a neural network to the same numbers.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      VerifyCommand.class,
      CompareCommand.class,
      RecorderCommand.class,
      ExplainCommand.class,
      LocateCommand.class,
      ProveCommand.class,
      PlotCommand.class,
      GoldenCommand.class,
      BackendsCommand.class,
      CheckBackendCommand.class,
      BenchCommand.class,
      GenerateCompletion.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of what makes the program fail.")
  private boolean debug;

  private Main() {}

  /** Runs a command and exits with its status. */
  public static void main(String[] arguments) {
    int status = Failures.FAILED;
    try {
      AtomicBoolean failedElsewhere = new AtomicBoolean();
      Output errors = new Output(new PrintWriter(System.err, true));
      EarlyExit.refuse(errors);
      Thread.setDefaultUncaughtExceptionHandler(
          (thread, thrown) -> {
            failedElsewhere.set(true);
            errors.line("lockstep: failed: " + Reason.of(thrown));
          });
      int own = run(new PrintWriter(System.out, true), errors.writer(), arguments);
      status = failedElsewhere.get() ? Failures.FAILED : own;
    } finally {
      // An error on the way here would else end with 1, which means divergent.
      System.exit(status);
    }
  }

  /** Runs a command as a process of its own would; its status. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Main main = new Main();
    CommandLine commandLine = new CommandLine(main).setOut(out).setErr(err);
    return new Failures(commandLine, () -> main.debug).execute(arguments);
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lockstep " + ProgramVersion.text()};
    }
  }
}
