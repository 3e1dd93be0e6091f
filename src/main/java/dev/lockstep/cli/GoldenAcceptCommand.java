package dev.lockstep.cli;

import dev.lockstep.golden.CaseProposal;
import dev.lockstep.golden.RecordingProposal;
import dev.lockstep.message.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts proposed goldens in the place of those in force. */
@Command(
    name = "accept",
    header = "Put a proposed golden in the place of the one in force.",
    description = {
      "Puts what propose has written in its place, at once: whenever the process is killed, the",
      "golden is the earlier or the new one, whole."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every golden that was named is replaced",
      "2:bad usage, nothing proposed, a case that has been changed since, or CI is set",
      "3:a file could not be written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lockstep golden accept exam-rnn",
      "  lockstep golden accept golden/exam/exam-rnn.json golden/recordings/mlp-adamw"
    })
public final class GoldenAcceptCommand implements Callable<Integer> {
  private static final String JSON = ".json";

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = {
        "The case file or the folder of the recording, with or without .proposed; or the name alone",
        "of what is proposed anywhere below golden."
      })
  private List<String> names;

  /** In this process's environment. */
  public GoldenAcceptCommand() {
    this(System.getenv());
  }

  /**
   * The command in another environment.
   *
   * @param environment where {@code CI} is looked for
   */
  GoldenAcceptCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    GoldenCommand.refuseInBuilds("golden accept", environment);
    List<Path> goldens = names.stream().map(GoldenAcceptCommand::golden).toList();
    for (Path golden : goldens) {
      RecordingProposal recording = new RecordingProposal(golden);
      if (recording.exists()) {
        recording.accept();
      } else {
        new CaseProposal(golden).accept();
      }
      Output.of(spec.commandLine()).line("Accepted: " + golden);
    }
    return 0;
  }

  /** The golden that a name stands for. */
  private static Path golden(String name) {
    String place =
        name.endsWith(CaseProposal.SUFFIX)
            ? name.substring(0, name.length() - CaseProposal.SUFFIX.length())
            : name;
    Path path = Path.of(place);
    if (Files.exists(path) || Files.exists(Path.of(place + CaseProposal.SUFFIX))) {
      return path;
    }
    List<Path> found = proposed(place);
    if (found.size() != 1) {
      throw new BadInputException(
          "NAME: found '"
              + name
              + "', which "
              + (found.isEmpty()
                  ? "nothing proposed has; allowed: a case file or recording with a proposal"
                      + " beside it, as 'golden list' shows them"
                  : "stands for " + found + "; allowed: the path of one of them"));
    }
    return found.get(0);
  }

  private static List<Path> proposed(String name) {
    List<String> wanted = List.of(name + JSON + CaseProposal.SUFFIX, name + CaseProposal.SUFFIX);
    Path directory = CaseArguments.golden();
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> wanted.contains(file.getFileName().toString()))
          .map(
              file -> {
                String own = file.getFileName().toString();
                return file.resolveSibling(
                    own.substring(0, own.length() - CaseProposal.SUFFIX.length()));
              })
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BadInputException(directory + ": cannot be read: " + Reason.of(e));
    }
  }
}
