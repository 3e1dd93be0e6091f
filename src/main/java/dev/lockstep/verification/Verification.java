package dev.lockstep.verification;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.compare.Envelope;
import dev.lockstep.compare.NoiseModel;
import dev.lockstep.fault.Fault;
import dev.lockstep.tensor.Precision;
import dev.lockstep.training.EpochListener;
import dev.lockstep.trajectory.Trajectory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Verifies cases with several tasks side by side. */
public final class Verification {
  private static final long ENVELOPE_SEED = 1;

  private final TaskRunner runner;
  private final int jobs;
  private final ProgressListener progress;

  /**
   * A verification.
   *
   * @param runner runs the trainings
   * @param jobs how many tasks run at once, 1 or more
   * @param progress is told of every task; called in the tasks' threads
   */
  public Verification(TaskRunner runner, int jobs, ProgressListener progress) {
    this.runner = runner;
    this.jobs = jobs;
    this.progress = progress;
  }

  /**
   * Runs tasks and judges their results. The costliest trainings start first, so that the last to
   * end is not one that started late.
   *
   * @param tasks in the order of the report; the tasks of a case next to each other
   * @return one outcome a case, in the order of the tasks
   */
  public List<CaseOutcome> run(List<TrainingTask> tasks) {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      Map<TrainingTask, CompletableFuture<TaskResult>> results = new HashMap<>();
      tasks.stream()
          .sorted(Comparator.comparingDouble(Verification::cost).reversed())
          .forEach(task -> results.put(task, started(threads, () -> result(task))));
      Map<EnvelopeKey, CompletableFuture<Envelope>> envelopes = new HashMap<>();
      Map<FaultsKey, CompletableFuture<Map<Fault, Trajectory>>> faults = new HashMap<>();
      for (TrainingTask task : tasks) {
        envelopes.computeIfAbsent(
            EnvelopeKey.of(task), key -> started(threads, () -> handingBackHeap(key::envelope)));
        faults.computeIfAbsent(
            FaultsKey.of(task),
            key -> started(threads, () -> handingBackHeap(key::wrongTrainings)));
      }
      Map<EnvelopeKey, CompletableFuture<Derived>> derived = new HashMap<>();
      for (TrainingTask task : tasks) {
        derived.computeIfAbsent(
            EnvelopeKey.of(task),
            key ->
                envelopes
                    .get(key)
                    .thenCombineAsync(
                        faults.get(FaultsKey.of(task)),
                        (envelope, wrong) -> Derived.of(task, envelope, wrong),
                        threads));
      }
      Map<TrainingTask, CompletableFuture<Judgement>> judgements = new HashMap<>();
      for (TrainingTask task : tasks) {
        judgements.put(
            task,
            results
                .get(task)
                .thenCombineAsync(
                    derived.get(EnvelopeKey.of(task)),
                    (result, d) -> Judge.judge(task, result, d.envelope(), d.coverage()),
                    threads));
      }
      return outcomes(tasks, judgements);
    } finally {
      threads.shutdownNow();
    }
  }

  private TaskResult result(TrainingTask task) {
    progress.started(task);
    EpochListener listener = epoch -> progress.epochDone(task, epoch);
    TaskResult result = runner.run(task, listener);
    progress.finished(task, result);
    return result;
  }

  private static List<CaseOutcome> outcomes(
      List<TrainingTask> tasks, Map<TrainingTask, CompletableFuture<Judgement>> judgements) {
    List<CaseOutcome> outcomes = new ArrayList<>();
    List<CaseFile> caseFiles = tasks.stream().map(TrainingTask::caseFile).distinct().toList();
    for (CaseFile caseFile : caseFiles) {
      List<Judgement> ofCase =
          tasks.stream()
              .filter(task -> task.caseFile().equals(caseFile))
              .map(task -> judgements.get(task).join())
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

  private static double cost(TrainingTask task) {
    return (double) task.caseFile().trainingCase().task().steps()
        * task.epochs()
        * task.backend().info().microsecondsPerStep();
  }

  /** Tasks with equal keys share an envelope. */
  private record EnvelopeKey(CaseFile caseFile, NoiseModel noise) {
    static EnvelopeKey of(TrainingTask task) {
      return new EnvelopeKey(
          task.caseFile(), NoiseModel.of(task.backend().info(), task.execution().precision()));
    }

    Envelope envelope() {
      return Envelope.of(caseFile.trainingCase(), noise, ENVELOPE_SEED);
    }
  }

  /** Tasks with equal keys share the trainings with faults. */
  private record FaultsKey(CaseFile caseFile, Precision precision) {
    static FaultsKey of(TrainingTask task) {
      return new FaultsKey(task.caseFile(), task.execution().precision());
    }

    Map<Fault, Trajectory> wrongTrainings() {
      return FaultTrial.wrongTrainings(caseFile.trainingCase(), precision);
    }
  }

  /** What is derived from the case alone. */
  private record Derived(Envelope envelope, FaultCoverage coverage) {
    static Derived of(TrainingTask task, Envelope envelope, Map<Fault, Trajectory> wrong) {
      return new Derived(envelope, FaultTrial.of(task.caseFile().trainingCase(), envelope, wrong));
    }
  }
}
