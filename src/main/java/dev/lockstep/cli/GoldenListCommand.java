package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.golden.CaseProposal;
import dev.lockstep.golden.GoldenInventory;
import dev.lockstep.golden.GoldenState;
import dev.lockstep.golden.GoldenUsers;
import dev.lockstep.message.Reason;
import dev.lockstep.report.said.AlignedTable;
import dev.lockstep.report.said.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the goldens that somebody should look at. */
@Command(
    name = "list",
    header = "List the goldens that somebody should look at.",
    description = {
      "Lists what is the matter with the cases and recordings of a directory, a line each:%n",
      "  stale      the case has been changed since its array was made or proposed, or the array",
      "             was made with another version of the implementation's library than there is now",
      "  unused     a recording that no file below --used-in names, in quotes or at the end of a",
      "             path; or a proposal for a case that is not there. Cases are used by verify,",
      "             which trains all of a directory",
      "  proposed   another golden lies beside it, to be accepted or deleted",
      "  unsourced  it does not say where its numbers come from: no source, and no origin in the",
      "             notes of a case's array%n",
      "A golden without such a matter is not listed. Trains nothing and writes nothing."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:listed, whatever there is", "2:bad usage, or a golden that is not valid"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  lockstep golden list",
      "  lockstep golden list src/test/resources/golden --used-in src/test/java"
    })
public final class GoldenListCommand implements Callable<Integer> {
  private final Supplier<Backends> installed;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Where the goldens are (default: golden).")
  private Path directory;

  @Option(
      names = "--used-in",
      paramLabel = "DIR",
      description = {
        "Where recordings are named that are compared with; may be repeated",
        "(default: src and .github, as far as they are there)."
      })
  private List<Path> usedIn;

  /** All installed implementations. */
  public GoldenListCommand() {
    this(Backends::installed);
  }

  /**
   * The command with other implementations.
   *
   * @param installed asked for only when the command runs
   */
  GoldenListCommand(Supplier<Backends> installed) {
    this.installed = installed;
  }

  @Override
  public Integer call() {
    Path where = directory == null ? CaseArguments.golden() : directory;
    ProofArguments goldens =
        ProofArguments.read(List.of(where), Output.ofErrors(spec.commandLine()));
    GoldenInventory inventory = new GoldenInventory(libraries(), users());
    List<GoldenState> states = new ArrayList<>();
    goldens.cases().forEach(caseFile -> states.addAll(inventory.ofCase(caseFile)));
    goldens.recordings().forEach(folder -> states.addAll(inventory.ofRecording(folder)));
    proposals(where).forEach(proposal -> states.addAll(inventory.ofProposal(proposal)));
    print(goldens.cases().size() + goldens.recordings().size(), states);
    return 0;
  }

  private void print(int goldens, List<GoldenState> states) {
    Output out = Output.of(spec.commandLine());
    if (!states.isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("State", "Golden", "Why"));
      states.forEach(
          state -> rows.add(List.of(state.kind().label(), state.golden().toString(), state.why())));
      AlignedTable.lines(rows).forEach(out::line);
    }
    out.line(
        Numbers.count(goldens, "golden")
            + ": "
            + Arrays.stream(GoldenState.Kind.values())
                .map(
                    kind ->
                        states.stream().filter(s -> s.kind() == kind).count() + " " + kind.label())
                .collect(Collectors.joining(", ")));
  }

  private Map<String, String> libraries() {
    return installed.get().all().stream()
        .map(Backend::info)
        .collect(Collectors.toMap(info -> info.name(), info -> info.library()));
  }

  private Optional<GoldenUsers> users() {
    if (usedIn == null) {
      List<Path> usual =
          Stream.of("src", ".github").map(Path::of).filter(Files::isDirectory).toList();
      return usual.isEmpty() ? Optional.empty() : Optional.of(GoldenUsers.below(usual));
    }
    for (Path folder : usedIn) {
      if (!Files.isDirectory(folder)) {
        throw new BadInputException(
            "--used-in: found '" + folder + "'; allowed: a directory that is there");
      }
    }
    return Optional.of(GoldenUsers.below(usedIn));
  }

  private static List<Path> proposals(Path where) {
    try (Stream<Path> files = Files.walk(where)) {
      return files.filter(file -> file.toString().endsWith(CaseProposal.SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new BadInputException(where + ": cannot be read: " + Reason.of(e));
    }
  }
}
