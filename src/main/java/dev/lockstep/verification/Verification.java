package dev.lockstep.verification;

import dev.lockstep.cases.CaseFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Verifies cases with several jobs side by side, and holds no more than a few cases at a time.
 * Whatever fails, a training, an envelope, a comparison, fails alone: its rows say so, all others
 * stand.
 */
public final class Verification {
  private final JobRunner runner;
  private final int atOnce;
  private final ProgressListener progress;
  private final Parts parts = new Parts();

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
   * Runs jobs and judges their results. Of the cases that are under way, the costliest trainings
   * start first, so that the last to end is not one that started late.
   *
   * @param jobs in the order of the report; the jobs of a case next to each other
   * @param found takes one outcome a case, in the order of the jobs, in the calling thread
   */
  public void run(List<Job> jobs, Consumer<CaseOutcome> found) {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      Queue<List<Job>> waiting = new ArrayDeque<>(byCase(jobs));
      Queue<CompletableFuture<CaseOutcome>> underWay = new ArrayDeque<>();
      while (!waiting.isEmpty() || !underWay.isEmpty()) {
        List<List<Job>> next = new ArrayList<>();
        while (!waiting.isEmpty() && underWay.size() + next.size() < mostUnderWay()) {
          next.add(waiting.remove());
        }
        underWay.addAll(started(next, threads));
        found.accept(underWay.remove().join());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Enough that no thread waits while one case still has a long training to go. */
  private int mostUnderWay() {
    return 2 * atOnce + 1;
  }

  private List<CompletableFuture<CaseOutcome>> started(
      List<List<Job>> cases, ExecutorService threads) {
    Map<CaseFile, Optional<String>> refusals = new IdentityHashMap<>();
    cases.forEach(jobs -> refusals.put(jobs.get(0).caseFile(), refusal(jobs)));
    Map<Job, CompletableFuture<JobResult>> results = new IdentityHashMap<>();
    cases.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingDouble(this::cost).reversed())
        .forEach(
            job -> {
              Optional<String> refusal = refusals.get(job.caseFile());
              results.put(job, CompletableFuture.supplyAsync(() -> result(job, refusal), threads));
            });
    return cases.stream()
        .map(
            jobs ->
                new CaseVerification(jobs, parts, threads, refusals.get(jobs.get(0).caseFile()))
                    .outcome(jobs.stream().map(results::get).toList()))
        .toList();
  }

  /** Why this process cannot hold a case's numbers; empty if it can, or if nobody knows. */
  private Optional<String> refusal(List<Job> jobs) {
    return parts
        .make(() -> MemoryNeed.of(jobs).refusal(Runtime.getRuntime().maxMemory()))
        .orElse(unknown -> Optional.empty());
  }

  private JobResult result(Job job, Optional<String> refusal) {
    JobResult result =
        refusal.isPresent()
            ? new JobResult.Unsupported(refusal.get())
            : parts
                .make(
                    () -> {
                      progress.started(job);
                      return runner.run(job, progress.of(job));
                    })
                .orElse(reason -> new JobResult.Failed(reason, List.of()));
    progress.finished(job, result);
    return result;
  }

  private static List<List<Job>> byCase(List<Job> jobs) {
    List<List<Job>> cases = new ArrayList<>();
    CaseFile last = null;
    for (Job job : jobs) {
      if (job.caseFile() != last) {
        last = job.caseFile();
        cases.add(new ArrayList<>());
      }
      cases.get(cases.size() - 1).add(job);
    }
    return cases;
  }

  private double cost(Job job) {
    return parts.make(() -> TimeNeed.of(job).seconds()).orElse(reason -> 0.0);
  }
}
