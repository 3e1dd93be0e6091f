package dev.lockstep.cli;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.compare.NamePattern;
import dev.lockstep.fault.Fault;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.mutation.Mutation;
import dev.lockstep.mutation.MutationCatalogue;
import dev.lockstep.proof.CaseSubject;
import dev.lockstep.proof.Proof;
import dev.lockstep.proof.Prover;
import dev.lockstep.proof.RecordingSubject;
import dev.lockstep.proof.Subject;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.report.Circumstances;
import dev.lockstep.report.Program;
import dev.lockstep.report.ProofReport;
import dev.lockstep.report.console.ProofText;
import dev.lockstep.report.directory.ReportClaim;
import dev.lockstep.report.directory.ReportDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries every known mistake, and tells which are found, first found where, and named. */
@Command(
    name = "prove",
    header = "Try every known mistake, and tell which are found and named.",
    description = {
      "Try every known mistake on cases and recordings: is it found, is its first divergence where",
      "it must be, is its cause named, and how small an error is still seen."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every mistake is found or proved equivalent",
      "1:a mistake escapes, or what is right does not pass",
      "2:bad usage or bad input; nothing was tried",
      "3:anything else, such as mistakes that could not be tried"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lockstep prove golden/recordings/mlp-adamw",
      "  lockstep prove golden/exam/exam-rnn.json --faults \"adam*\""
    })
public final class ProveCommand implements Callable<Integer> {
  private final Supplier<List<Fault>> allFaults;
  private final Supplier<List<Mutation>> allMutations;

  @Spec private CommandSpec spec;

  @Mixin private Verbosity verbosity;

  @Parameters(
      arity = "0..*",
      paramLabel = "CASE|RECORDING",
      description = {
        "Case files, folders of recordings, or directories of both",
        "(default: golden)."
      })
  private List<Path> paths = List.of();

  @Option(
      names = "--faults",
      paramLabel = "PATTERN",
      description = {
        "Only mistakes of such a name; * stands for any characters, ? for one. May be given",
        "more than once."
      })
  private List<String> patterns = List.of("*");

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where the report is written (default: ${DEFAULT-VALUE}).")
  private Path report = Path.of("lockstep-report");

  /** Every known mistake. */
  public ProveCommand() {
    this(() -> FaultCatalogue.WHOLE.faults(), MutationCatalogue::all);
  }

  /**
   * The command with other mistakes.
   *
   * @param faults wrong implementations of the built-in networks
   * @param mutations what recordings are given
   */
  ProveCommand(List<Fault> faults, List<Mutation> mutations) {
    this(() -> faults, () -> mutations);
  }

  /**
   * Every start of the program makes this command, so that the catalogues must wait until asked.
   */
  private ProveCommand(Supplier<List<Fault>> faults, Supplier<List<Mutation>> mutations) {
    this.allFaults = faults;
    this.allMutations = mutations;
  }

  @Override
  public Integer call() {
    List<Fault> faults = allFaults.get().stream().filter(fault -> isAsked(fault.id())).toList();
    List<Mutation> mutations =
        allMutations.get().stream().filter(mutation -> isAsked(mutation.id())).toList();
    if (faults.isEmpty() && mutations.isEmpty()) {
      throw new BadInputException(
          "--faults: found '"
              + String.join("', '", patterns)
              + "', which no mistake is called; allowed: names or patterns, such as 'adam-*' or"
              + " 'gradient*'");
    }
    List<Subject> subjects = subjects(faults, mutations);
    Instant began = Instant.now();
    try (ReportClaim claim = RunnerOptions.claimReport(report)) {
      Proof proof = prove(subjects);
      return publish(
          claim.directory(),
          new ProofReport(
              Circumstances.of(
                  began,
                  Program.running(Main.class),
                  spec.commandLine().getParseResult().originalArgs()),
              proof));
    }
  }

  private boolean isAsked(String name) {
    return patterns.stream().anyMatch(pattern -> new NamePattern(pattern).matches(name));
  }

  /** Reads all of them first, so that a bad one stops everything before it begins. */
  private List<Subject> subjects(List<Fault> faults, List<Mutation> mutations) {
    ProofArguments found = ProofArguments.read(paths, Output.ofErrors(spec.commandLine()));
    List<Subject> subjects = new ArrayList<>();
    for (CaseFile caseFile : found.cases()) {
      subjects.add(new CaseSubject(caseFile, faults));
    }
    for (Path folder : found.recordings()) {
      RecordingFolder.open(folder).close();
      subjects.add(new RecordingSubject(folder, mutations));
    }
    return subjects;
  }

  private Proof prove(List<Subject> subjects) {
    int trials = subjects.stream().mapToInt(Subject::trials).sum();
    try (ProofProgress progress = verbosity.progress(trials)) {
      return Prover.prove(subjects, Runtime.getRuntime().availableProcessors(), progress);
    }
  }

  /** Prints first, so that nothing is lost if the files cannot be written. */
  private int publish(Path directory, ProofReport result) {
    Output out = Output.of(spec.commandLine());
    out.lines(ProofText.of(result));
    out.line("Report: " + ReportDirectory.write(result, directory));
    return result.proof().exitStatus();
  }
}
