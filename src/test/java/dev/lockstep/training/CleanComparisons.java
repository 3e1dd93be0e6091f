package dev.lockstep.training;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseArbitraries;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Measures how often right implementations are taken for wrong ones: compares every implementation
 * with the reference on random cases, free-running and in lockstep, in both precisions, and prints
 * the distribution of the largest excess of each comparison, and every case with one above 1.
 *
 * <p>Arguments: the number of cases, and the seed that chooses them.
 */
public final class CleanComparisons {
  private static final Map<String, List<Double>> EXCESSES = new TreeMap<>();
  private static int cutShort;

  private CleanComparisons() {}

  /** Prints the measurement. */
  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    Random random = new Random(Long.parseLong(arguments[1]));
    JqwikSession.run(
        () -> {
          RandomGenerator<TrainingCase> generator = CaseArbitraries.cases().generator(1000, true);
          for (int i = 0; i < count; i++) {
            compare(generator.next(random).value());
          }
        });
    EXCESSES.forEach(CleanComparisons::print);
    System.out.println("not compared to the last epoch: " + cutShort);
    System.exit(0);
  }

  private static void compare(TrainingCase trainingCase) {
    for (Backend backend : Backends.installed().all()) {
      for (Precision precision : Precision.values()) {
        Execution execution = new Execution(precision, Device.CPU);
        NoiseModel noise = NoiseModel.of(backend.info(), precision);
        Envelope envelope = Envelope.of(trainingCase, noise, 1);
        TrainingResult drift =
            envelope.drift(Trainer.train(backend, trainingCase, execution, epoch -> {}));
        record(trainingCase, backend, precision, "free-running", drift);
        TrainingResult local =
            Lockstep.run(backend, trainingCase, execution, epoch -> {}).comparison();
        record(trainingCase, backend, precision, "lockstep", local);
      }
    }
  }

  private static void record(
      TrainingCase trainingCase,
      Backend backend,
      Precision precision,
      String mode,
      TrainingResult comparison) {
    String kind = backend.info().name() + " " + precision + " " + mode;
    double excess = comparison.maxExcess();
    cutShort += comparison.isComplete() ? 0 : 1;
    EXCESSES.computeIfAbsent(kind, key -> new ArrayList<>()).add(excess);
    EXCESSES
        .computeIfAbsent(
            "all " + trainingCase.cell() + " " + precision + " " + mode, k -> new ArrayList<>())
        .add(excess);
    if (comparison.mismatches() > 0) {
      System.out.printf(Locale.ROOT, "ALARM %s %.4g %s%n", kind, excess, comparison.divergence());
      System.out.println(CaseWriter.toJson(trainingCase));
    }
  }

  private static void print(String kind, List<Double> excesses) {
    Collections.sort(excesses);
    int n = excesses.size();
    System.out.printf(
        Locale.ROOT,
        "%-40s n %d  median %.3f  90%% %.3f  99%% %.3f  max %.4g  above 1: %d%n",
        kind,
        n,
        excesses.get(n / 2),
        excesses.get(n * 9 / 10),
        excesses.get(n * 99 / 100),
        excesses.get(n - 1),
        excesses.stream().filter(e -> !(e <= 1)).count());
  }
}
