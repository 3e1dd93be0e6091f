package dev.lockstep.worker;

import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.tensor.Precision;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Judgement;
import dev.lockstep.verification.ProgressListener;
import dev.lockstep.verification.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Verifies small random cases with all implementations, over and over, in one run. */
final class Soak {
  private static final String ALPHABET = "abcdefg?!안녕";
  private static final int JOBS = 2;

  private Soak() {}

  /** What is in use after one verification; memory in KiB. */
  record Usage(
      long parentHeap, long parentResident, long workersResident, int parentFds, int workersFds) {

    static Usage now() throws IOException {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 10;
      long resident = 0;
      int fds = 0;
      for (ProcessHandle worker : ProcessHandle.current().children().toList()) {
        resident += resident(worker);
        fds += fds(worker);
      }
      ProcessHandle self = ProcessHandle.current();
      return new Usage(heap, resident(self), resident, fds(self), fds);
    }

    private static long resident(ProcessHandle process) throws IOException {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }

    private static int fds(ProcessHandle process) throws IOException {
      try (Stream<Path> fds = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
        return (int) fds.count();
      }
    }

    @Override
    public String toString() {
      return Stream.of(parentHeap, parentResident, workersResident, parentFds, workersFds)
          .map(String::valueOf)
          .collect(Collectors.joining(" "));
    }
  }

  /**
   * Prints the usage after each verification, as five numbers.
   *
   * @param arguments the workers' temporary directory, how many verifications
   */
  public static void main(String[] arguments) throws IOException {
    WorkerSettings settings =
        WorkerSettings.defaults()
            .withTemporaryDirectory(Path.of(arguments[0]))
            .withIdleLimit(Duration.ofHours(1)) // or how many wait would depend on the machine
            .withHeapBytes(128L << 20);
    try (WorkerRunner runner = new WorkerRunner(settings)) {
      Random random = new Random(43052);
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        verify(runner, trainingCase(random, i));
        System.out.println(Usage.now());
      }
    }
  }

  private static void verify(WorkerRunner runner, TrainingCase trainingCase) {
    Execution execution = new Execution(Precision.FLOAT32, Device.CPU);
    CaseFile caseFile = new CaseFile(Path.of(trainingCase.name() + ".json"), trainingCase);
    List<Job> jobs =
        Backends.installed().all().stream()
            .map(backend -> new Job(caseFile, backend, execution, Job.Mode.WITH_LOCKSTEP))
            .toList();
    List<JobResult> results = Collections.synchronizedList(new ArrayList<>());
    List<Judgement> judgements = new ArrayList<>();
    new Verification(
            (job, listener) -> {
              JobResult result = runner.run(job, listener);
              results.add(result);
              return result;
            },
            JOBS,
            ProgressListener.silent())
        .run(jobs, outcome -> judgements.addAll(outcome.judgements()));
    boolean complete = results.stream().allMatch(r -> r instanceof JobResult.Completed);
    if (!complete || judgements.size() != jobs.size()) {
      throw new AssertionError(trainingCase + " " + results);
    }
  }

  private static TrainingCase trainingCase(Random random, int number) {
    int[] alphabet = ALPHABET.codePoints().toArray();
    List<String> vocabulary = Arrays.stream(alphabet).mapToObj(Character::toString).toList();
    String text =
        random
            .ints(4 + random.nextInt(12), 0, alphabet.length)
            .mapToObj(vocabulary::get)
            .collect(Collectors.joining());
    double learningRate = 0.01 + 0.1 * random.nextDouble();
    return new TrainingCase(
        "random-" + number,
        "",
        new Task(text, 1 + random.nextInt(2), vocabulary),
        CellKind.values()[random.nextInt(CellKind.values().length)],
        1 + random.nextInt(5),
        random.nextLong(),
        1 + random.nextInt(4),
        random.nextBoolean()
            ? new OptimizerSpec.Adam(learningRate)
            : new OptimizerSpec.Sgd(learningRate),
        Optional.empty());
  }
}
