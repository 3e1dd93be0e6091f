package dev.lockstep.verification;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.noise.NoiseModel;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * About how long trainings compute, estimated before the first begins, so that nobody waits for
 * what will not end. Right within a factor of a few.
 *
 * @param seconds of one processor
 */
public record TimeNeed(double seconds) {
  /** From how many seconds on it is worth a word. */
  private static final double LONG = 600;

  /** Forward, by the state, by the weights: each weight is multiplied about that often a step. */
  private static final int PRODUCTS = 3;

  private static final double SECONDS_PER_PRODUCT = 1e-9;

  /** What one implementation's training takes. */
  public static TimeNeed of(Job job) {
    return new TimeNeed(
        training(job.caseFile().trainingCase(), job.backend().info().microsecondsPerStep())
            * job.epochs()
            / job.caseFile().trainingCase().epochs());
  }

  /**
   * That jobs will take long, and the longest of them; empty if they will not. What does not fit
   * into memory takes no time.
   *
   * @param jobs one job or more
   * @param memory how many bytes this process may use
   */
  public static Optional<String> notice(List<Job> jobs, long memory) {
    List<Job> trained =
        jobs.stream().filter(job -> MemoryNeed.of(List.of(job)).bytes() <= memory).toList();
    double all = trained.stream().mapToDouble(job -> of(job).seconds()).sum() + noise(trained);
    return all < LONG
        ? Optional.empty()
        : trained.stream()
            .max(Comparator.comparingDouble(job -> of(job).seconds()))
            .map(
                longest ->
                    "about "
                        + readable(all)
                        + " of computing to come; the longest training is "
                        + longest
                        + " with about "
                        + readable(of(longest).seconds())
                        + ": "
                        + longest.epochs()
                        + " epochs of "
                        + longest.caseFile().trainingCase().task().steps()
                        + " characters");
  }

  /** What the noise floors take: trainings of the reference, and epochs where lockstep is run. */
  private static double noise(List<Job> jobs) {
    double seconds = 0;
    Set<List<Object>> free = new HashSet<>();
    for (Job job : jobs) {
      TrainingCase trainingCase = job.caseFile().trainingCase();
      double reference = training(trainingCase, 1);
      NoiseModel model = NoiseModel.of(job.backend().info(), job.execution().precision());
      if (free.add(List.of(job.caseFile(), model))) {
        seconds += reference * (Envelope.RUNS + Envelope.OTHER_ORDER_RUNS);
      }
      if (job.mode() != Job.Mode.FREE_RUNNING) {
        seconds += reference * (LocalEnvelope.RUNS + LocalEnvelope.OTHER_ORDER_RUNS);
      }
    }
    return seconds;
  }

  /** The seconds of one training of all epochs. */
  private static double training(TrainingCase trainingCase, double microsecondsPerStep) {
    double products = PRODUCTS * (double) ParameterLayout.of(trainingCase).size();
    double step = microsecondsPerStep * 1e-6 + products * SECONDS_PER_PRODUCT;
    return step * trainingCase.task().steps() * trainingCase.epochs();
  }

  private static String readable(double seconds) {
    double minutes = seconds / 60;
    double hours = minutes / 60;
    double days = hours / 24;
    if (minutes < 100) {
      return String.format(Locale.ROOT, "%.0f minutes", minutes);
    }
    return hours < 72
        ? String.format(Locale.ROOT, "%.0f hours", hours)
        : String.format(Locale.ROOT, "%.0f days", days);
  }
}
