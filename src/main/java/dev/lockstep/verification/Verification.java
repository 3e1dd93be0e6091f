package dev.lockstep.verification;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Verifies cases with several jobs side by side. */
public final class Verification {
  private static final long ENVELOPE_SEED = 1;

  private final JobRunner runner;
  private final int atOnce;
  private final ProgressListener progress;

  /**
   * A verification.
   *
   * @param runner runs the trainings
   * @param atOnce how many jobs run at once, 1 or more
   * @param progress is told of every job; called in the jobs' threads
   */
  public Verification(JobRunner runner, int atOnce, ProgressListener progress) {
    this.runner = runner;
    this.atOnce = atOnce;
    this.progress = progress;
  }

  /**
   * Runs jobs and judges their results. The costliest trainings start first, so that the last to
   * end is not one that started late.
   *
   * @param all in the order of the report; the jobs of a case next to each other
   * @return one outcome a case, in the order of the jobs
   */
  public List<CaseOutcome> run(List<Job> all) {
    Map<CaseFile, String> refused = tooLarge(all);
    List<Job> jobs = all.stream().filter(job -> !refused.containsKey(job.caseFile())).toList();
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      Map<Job, CompletableFuture<JobResult>> results = new HashMap<>();
      jobs.stream()
          .sorted(Comparator.comparingDouble(Verification::cost).reversed())
          .forEach(job -> results.put(job, started(threads, () -> result(job))));
      Map<EnvelopeKey, CompletableFuture<Envelope>> envelopes = new HashMap<>();
      for (Job job : jobs) {
        envelopes.computeIfAbsent(
            EnvelopeKey.of(job), key -> started(threads, () -> handingBackHeap(key::envelope)));
      }
      Map<FaultsKey, CompletableFuture<Map<EnvelopeKey, FaultCoverage>>> faults = new HashMap<>();
      for (Job job : jobs) {
        faults.computeIfAbsent(FaultsKey.of(job), key -> coverage(key, envelopes, threads));
      }
      Map<EnvelopeKey, CompletableFuture<Derived>> derived = new HashMap<>();
      for (Job job : jobs) {
        derived.computeIfAbsent(
            EnvelopeKey.of(job),
            key ->
                envelopes
                    .get(key)
                    .thenCombineAsync(
                        faults.get(FaultsKey.of(job)),
                        (envelope, coverage) -> new Derived(envelope, coverage.get(key)),
                        threads));
      }
      Map<Job, CompletableFuture<Judgement>> judgements = new HashMap<>();
      for (Job job : jobs) {
        judgements.put(
            job,
            results
                .get(job)
                .thenCombineAsync(
                    derived.get(EnvelopeKey.of(job)),
                    (result, d) -> Judge.judge(job, result, d.envelope(), d.coverage()),
                    threads));
      }
      for (Job job : all) {
        if (refused.containsKey(job.caseFile())) {
          JobResult.Unsupported result = new JobResult.Unsupported(refused.get(job.caseFile()));
          progress.finished(job, result);
          judgements.put(job, CompletableFuture.completedFuture(Judge.unsupported(job, result)));
        }
      }
      return outcomes(all, judgements);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The cases whose numbers this process cannot hold, and why. */
  private static Map<CaseFile, String> tooLarge(List<Job> jobs) {
    Map<CaseFile, List<Job>> jobsOfCase =
        jobs.stream().collect(Collectors.groupingBy(Job::caseFile));
    Map<CaseFile, String> refused = new HashMap<>();
    jobsOfCase.forEach(
        (caseFile, ofCase) ->
            MemoryNeed.of(ofCase)
                .refusal(Runtime.getRuntime().maxMemory())
                .ifPresent(reason -> refused.put(caseFile, reason)));
    return refused;
  }

  /** Which faults each envelope of a case would catch, once all of them are there. */
  private static CompletableFuture<Map<EnvelopeKey, FaultCoverage>> coverage(
      FaultsKey faults, Map<EnvelopeKey, CompletableFuture<Envelope>> envelopes, Executor threads) {
    List<EnvelopeKey> keys = envelopes.keySet().stream().filter(faults::covers).toList();
    return CompletableFuture.allOf(
            keys.stream().map(envelopes::get).toArray(CompletableFuture<?>[]::new))
        .thenApplyAsync(
            done -> {
              List<FaultCoverage> found =
                  FaultTrial.of(
                      faults.caseFile().trainingCase(),
                      faults.precision(),
                      keys.stream().map(key -> envelopes.get(key).join()).toList());
              Map<EnvelopeKey, FaultCoverage> coverage = new HashMap<>();
              for (int i = 0; i < keys.size(); i++) {
                coverage.put(keys.get(i), found.get(i));
              }
              return coverage;
            },
            threads);
  }

  private JobResult result(Job job) {
    progress.started(job);
    JobResult result = runner.run(job, progress.of(job));
    progress.finished(job, result);
    return result;
  }

  private static List<CaseOutcome> outcomes(
      List<Job> jobs, Map<Job, CompletableFuture<Judgement>> judgements) {
    List<CaseOutcome> outcomes = new ArrayList<>();
    List<CaseFile> caseFiles = jobs.stream().map(Job::caseFile).distinct().toList();
    for (CaseFile caseFile : caseFiles) {
      List<Judgement> ofCase =
          jobs.stream()
              .filter(job -> job.caseFile().equals(caseFile))
              .map(job -> judgements.get(job).join())
              .toList();
      outcomes.add(new CaseOutcome(caseFile, ofCase, OddOneOut.among(caseFile, ofCase)));
    }
    return outcomes;
  }

  private static <T> CompletableFuture<T> started(ExecutorService threads, Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  /**
   * Thousands of short trainings leave only garbage, and on busy cores the collector answers with
   * an ever larger heap; a full collection, some 40 ms here, shrinks it again.
   */
  private static <T> T handingBackHeap(Supplier<T> work) {
    T result = work.get();
    System.gc();
    return result;
  }

  private static double cost(Job job) {
    return (double) job.caseFile().trainingCase().task().steps()
        * job.epochs()
        * job.backend().info().microsecondsPerStep();
  }

  /** Jobs with equal keys share an envelope. */
  private record EnvelopeKey(CaseFile caseFile, NoiseModel noise) {
    static EnvelopeKey of(Job job) {
      return new EnvelopeKey(
          job.caseFile(), NoiseModel.of(job.backend().info(), job.execution().precision()));
    }

    Envelope envelope() {
      return Envelope.of(caseFile.trainingCase(), noise, ENVELOPE_SEED);
    }
  }

  /** Jobs with equal keys share the trainings with faults. */
  private record FaultsKey(CaseFile caseFile, Precision precision) {
    static FaultsKey of(Job job) {
      return new FaultsKey(job.caseFile(), job.execution().precision());
    }

    boolean covers(EnvelopeKey envelope) {
      return envelope.caseFile().equals(caseFile) && envelope.noise().precision() == precision;
    }
  }

  /** What is derived from the case alone. */
  private record Derived(Envelope envelope, FaultCoverage coverage) {}
}
