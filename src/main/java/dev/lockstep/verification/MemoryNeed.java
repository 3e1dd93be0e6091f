package dev.lockstep.verification;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.noise.NoiseModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How much memory the numbers of a case take in this process, estimated before anything is trained,
 * so that a case that cannot be held is told apart and takes nothing down with it.
 *
 * @param bytes of what is held at once, a little less than the process needs
 */
public record MemoryNeed(double bytes) {
  private static final int DOUBLE = 8;

  /** A tensor with its name and its place in a map. */
  private static final int TENSOR = 150;

  /**
   * An exact training, two sums and two maxima over rounded ones, a rounded one, and the bounds.
   */
  private static final int TRAININGS_OF_AN_ENVELOPE = 7;

  /**
   * What the jobs of one case need together.
   *
   * @param jobs one job or more, all of the same case
   */
  public static MemoryNeed of(List<Job> jobs) {
    TrainingCase trainingCase = jobs.get(0).caseFile().trainingCase();
    ParameterLayout layout = ParameterLayout.of(trainingCase);
    double steps = trainingCase.task().steps();
    double pass = DOUBLE * steps * (layout.hidden() + 2.0 * layout.vocabulary());
    int tensors = layout.names().size() * (1 + statesPerParameter(trainingCase));
    double rest =
        DOUBLE * (double) layout.size() * (1 + statesPerParameter(trainingCase)) + TENSOR * tensors;
    // Of a training, the forward pass is kept for the last epoch; where all is recorded, for each.
    double training = trainingCase.epochs() * rest + pass;
    double recorded =
        jobs.stream().filter(job -> job.mode() == Job.Mode.RECORDED).count()
            * trainingCase.epochs()
            * (rest + pass);
    long envelopes =
        jobs.stream()
            .map(job -> NoiseModel.of(job.backend().info(), job.execution().precision()))
            .distinct()
            .count();
    long atTheEnd = 2 * envelopes + jobs.size();
    return new MemoryNeed(recorded + training * Math.max(TRAININGS_OF_AN_ENVELOPE, atTheEnd));
  }

  /** The parameter itself and what the optimizer keeps for it, told from the smallest network. */
  private static int statesPerParameter(TrainingCase trainingCase) {
    ParameterLayout smallest = new ParameterLayout(trainingCase.cell(), 1, 1);
    return ModelState.initial(Parameters.zeros(smallest), trainingCase.optimizer()).tensors().size()
        / smallest.names().size();
  }

  /**
   * Why so much cannot be had; empty if it can.
   *
   * @param available how many bytes this process may use
   */
  public Optional<String> refusal(long available) {
    return bytes <= available
        ? Optional.empty()
        : Optional.of(
            "its numbers need about "
                + readable(bytes)
                + " of memory, of which Java may use "
                + readable(available)
                + "; -Xmx gives it more, fewer epochs or a shorter text need less");
  }

  private static String readable(double bytes) {
    return bytes < 0x1p30
        ? String.format(Locale.ROOT, "%.0f MiB", bytes / 0x1p20)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
  }
}
