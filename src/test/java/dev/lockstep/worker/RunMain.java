package dev.lockstep.worker;

import dev.lockstep.backend.Backend;
import dev.lockstep.model.StepTensors;
import dev.lockstep.verification.JobResult;
import java.nio.file.Path;
import java.time.Duration;

/** A parent process: runs a small case with implementations, one after the other. */
final class RunMain {
  private RunMain() {}

  /**
   * Prints {@code epoch N} for every epoch, and for each implementation its outcome.
   *
   * @param arguments the workers' temporary directory, the case's source, classes of
   *     implementations
   */
  public static void main(String[] arguments) throws Exception {
    WorkerSettings settings =
        WorkerSettings.defaults()
            .withStallLimit(Duration.ofMinutes(2))
            .withTemporaryDirectory(Path.of(arguments[0]));
    try (WorkerRunner runner = new WorkerRunner(settings)) {
      for (int i = 2; i < arguments.length; i++) {
        Backend backend = (Backend) Class.forName(arguments[i]).getConstructor().newInstance();
        JobResult result =
            runner.run(
                Examples.job(backend, arguments[1]), epoch -> System.out.println("epoch " + epoch));
        System.out.println(backend.info().name() + " " + outcome(result));
      }
    }
  }

  private static String outcome(JobResult result) {
    if (result instanceof JobResult.Completed completed) {
      return "completed " + StepTensors.loss(completed.steps().get(completed.steps().size() - 1));
    }
    return result.toString();
  }
}
