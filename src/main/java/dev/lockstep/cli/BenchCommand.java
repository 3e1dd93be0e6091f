package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.bench.Benchmarks;
import dev.lockstep.bench.Measurement;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.report.said.AlignedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures the exam's cases and prints a table beside the targets. */
@Command(
    name = "bench",
    header = "Measure the program against its targets.",
    description = {
      "Measure single trainings of the exam's cases, their envelopes and a whole verification,",
      "each training warm, in one thread and in a process of its own. Takes some minutes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  lockstep bench"})
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private BackendPath backendPath;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Backend> further =
        backendPath.added(Backends::installed).all().stream()
            .filter(backend -> !Backends.pathOf(backend).isEmpty())
            .toList();
    Path rnn = examCase("exam-rnn");
    Path lstm = examCase("exam-lstm");
    Output err = Output.ofErrors(spec.commandLine());
    Benchmarks benchmarks =
        new Benchmarks(rnn, lstm, further, what -> err.line("measuring " + what));
    Path directory = Files.createTempDirectory("lockstep-bench");
    List<Measurement> table;
    try {
      table =
          benchmarks.run(
              verification(directory.resolve("report"), rnn, lstm),
              directory.resolve("report"),
              directory.resolve("output.txt"));
    } finally {
      delete(directory);
    }
    AlignedTable.lines(rows(table)).forEach(Output.of(spec.commandLine())::line);
    return 0;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Path examCase(String name) {
    return CaseArguments.read(List.of(), Output.ofErrors(spec.commandLine())).stream()
        .filter(caseFile -> caseFile.trainingCase().name().equals(name))
        .map(CaseFile::path)
        .findFirst()
        .orElseThrow(() -> new BadInputException("found no case named " + name));
  }

  private List<String> verification(Path report, Path... cases) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "verify",
                "--report",
                report.toString()));
    for (Path file : backendPath.files()) {
      command.addAll(List.of("--backend-path", file.toString()));
    }
    for (Path path : cases) {
      command.add(path.toString());
    }
    return command;
  }

  static List<List<String>> rows(List<Measurement> table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("what", "measured", "±", "at most", "because", "met"));
    for (Measurement line : table) {
      rows.add(
          List.of(
              line.what(),
              number(line.value(), line.unit()),
              number(line.spread(), line.unit()),
              Double.isNaN(line.target()) ? "" : number(line.target(), line.unit()),
              line.basis(),
              line.met()));
    }
    return rows;
  }

  private static String number(double value, String unit) {
    return String.format(Locale.ROOT, unit.equals("s") ? "%.3f s" : "%.0f " + unit, value);
  }
}
