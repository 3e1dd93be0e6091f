package dev.lockstep.bench;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.report.json.TrainingSeconds;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the exam's two cases: single trainings, envelopes, and a whole verification. */
public final class Benchmarks {
  private static final int ITERATIONS = 5;
  private static final int FEW = 2;

  /** Five times what NumPy needs: it compares 0.45 GB of such tensors a second. */
  private static final double COMPARED_BYTES_A_SECOND = 5 * 0.45e9;

  private final Path rnn;
  private final Path lstm;
  private final List<Backend> further;
  private final Consumer<String> progress;

  /**
   * Benchmarks on two cases.
   *
   * @param rnn the file of the RNN case
   * @param lstm the file of the LSTM case
   * @param further implementations that are measured beside the program's own
   * @param progress is told what is being measured
   */
  public Benchmarks(Path rnn, Path lstm, List<Backend> further, Consumer<String> progress) {
    this.rnn = rnn;
    this.lstm = lstm;
    this.further = further;
    this.progress = progress;
  }

  /**
   * Measures everything; takes minutes.
   *
   * @param verification the command line of a verification of both cases
   * @param report the directory into which that command writes its report
   * @param output the file that takes what that command prints
   * @throws IOException if that command cannot be started, or leaves no report
   * @throws IllegalStateException if a measurement fails
   */
  public List<Measurement> run(List<String> verification, Path report, Path output)
      throws IOException, InterruptedException {
    Sample sequenceRnn = training("djl-sequence", rnn, ITERATIONS);
    Sample sequenceLstm = training("djl-sequence", lstm, ITERATIONS);
    Sample referenceRnn = training("reference", rnn, ITERATIONS);
    Sample referenceLstm = training("reference", lstm, ITERATIONS);
    Sample nd4jRnn = training("nd4j", rnn, ITERATIONS);
    Sample nd4jLstm = training("nd4j", lstm, ITERATIONS);
    Sample envelopeRnn = measure("envelope", "reference", rnn, FEW);
    Sample envelopeLstm = measure("envelope", "reference", lstm, FEW);
    Sample cellRnn = training("djl-cell", rnn, 1);
    Sample cellLstm = training("djl-cell", lstm, 1);
    List<Measurement> own = new ArrayList<>();
    for (Backend backend : further) {
      String name = backend.info().name();
      own.add(Measurement.of(name + " RNN", training(name, rnn, ITERATIONS)));
      own.add(Measurement.of(name + " LSTM", training(name, lstm, ITERATIONS)));
    }
    Sample comparison =
        measure(ComparisonBenchmark.class, "compare", ITERATIONS, "a comparison of recordings");
    Sample explanation = measure(ExplanationBenchmark.class, "explain", FEW, "what a training did");
    progress.accept("verification of both cases");
    MeasuredProcess process = MeasuredProcess.run(verification, output);

    double slowest = slowestTraining(TrainingSeconds.in(report));
    List<Measurement> table = new ArrayList<>();
    table.add(Measurement.of("reference RNN", referenceRnn).atMost(0.1, "0.1 s"));
    table.add(Measurement.of("reference LSTM", referenceLstm).atMost(0.1, "0.1 s"));
    table.add(Measurement.of("djl-sequence RNN", sequenceRnn));
    table.add(Measurement.of("djl-sequence LSTM", sequenceLstm));
    table.add(Measurement.of("djl-cell RNN", cellRnn));
    table.add(Measurement.of("djl-cell LSTM", cellLstm));
    table.add(
        Measurement.of("nd4j RNN", nd4jRnn)
            .atMost(0.25 * sequenceRnn.mean(), "0.25 x djl-sequence RNN"));
    table.add(
        Measurement.of("nd4j LSTM", nd4jLstm)
            .atMost(0.6 * sequenceRnn.mean(), "0.6 x djl-sequence RNN"));
    table.addAll(own);
    table.add(Measurement.of("envelope RNN", envelopeRnn).atMost(3, "3 s"));
    table.add(Measurement.of("envelope LSTM", envelopeLstm).atMost(3, "3 s"));
    table.add(
        Measurement.of(
                "compare recordings, " + (ComparisonBenchmark.BYTES >> 20) + " MiB", comparison)
            .atMost(ComparisonBenchmark.BYTES / COMPARED_BYTES_A_SECOND, "5 x NumPy's 0.45 GB/s"));
    table.add(
        Measurement.of(
                String.format(
                    Locale.ROOT,
                    "explain, %,d parameters, %d steps",
                    ExplanationBenchmark.parameters(),
                    ExplanationBenchmark.STEPS),
                explanation)
            .atMost(10, "10 s"));
    table.add(
        new Measurement(
            "verify, both cases, all implementations",
            process.seconds(),
            0,
            "s",
            1.3 * slowest + 4,
            String.format(Locale.ROOT, "1.3 x its slowest training, %.1f s, + 4 s", slowest)));
    if (process.peakMebibytes() > 0) {
      table.add(
          new Measurement(
              "verify, peak memory", process.peakMebibytes(), 0, "MiB", 1536, "1.5 GiB"));
    }
    return table;
  }

  private static double slowestTraining(List<Double> seconds) {
    return seconds.stream()
        .mapToDouble(Double::doubleValue)
        .max()
        .orElseThrow(() -> new IllegalStateException("the verification trained nothing"));
  }

  private Sample training(String implementation, Path caseFile, int iterations) {
    return measure("train", implementation, caseFile, iterations);
  }

  private String backendPath() {
    return further.stream()
        .flatMap(backend -> Backends.pathOf(backend).stream())
        .distinct()
        .map(file -> file.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Sample measure(Class<?> benchmark, String method, int iterations, String what) {
    progress.accept(what);
    return result(
        new OptionsBuilder()
            .include(benchmark.getName() + "." + method + "$")
            .forks(1)
            .warmupIterations(iterations)
            .measurementIterations(iterations)
            .verbosity(VerboseMode.SILENT)
            .build(),
        what);
  }

  private Sample measure(String method, String implementation, Path caseFile, int iterations) {
    progress.accept(method + " " + caseFile.getFileName() + " " + implementation);
    Options options =
        new OptionsBuilder()
            .include(TrainingBenchmark.class.getName() + "." + method + "$")
            .param("caseFile", caseFile.toAbsolutePath().toString())
            .param("implementation", implementation)
            .param("backendPath", backendPath())
            .forks(1)
            .warmupIterations(iterations)
            .measurementIterations(iterations)
            .verbosity(VerboseMode.SILENT)
            .build();
    return result(options, method + " of " + implementation);
  }

  private static Sample result(Options options, String what) {
    try {
      Collection<RunResult> results = new Runner(options).run();
      if (results.isEmpty()) {
        throw new IllegalStateException(what + " gave no result");
      }
      return Sample.ofMilliseconds(results.iterator().next().getPrimaryResult().getStatistics());
    } catch (RunnerException e) {
      throw new IllegalStateException(what + " failed", e);
    }
  }
}
