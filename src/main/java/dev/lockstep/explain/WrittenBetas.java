package dev.lockstep.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes a fit across what descent cannot cross: with float32 scalars what is left jumps from one
 * float to the next, so that decimal numbers nearby, as people write them, are tried instead.
 */
final class WrittenBetas {
  private static final int MOST_DECIMALS = 6;

  // a decimal that leaves out this part more or less of each step is not what was found
  private static final double NEAR = 2e-3;

  // only the most promising are followed downhill
  private static final int FOLLOWED = 2;

  private WrittenBetas() {}

  /**
   * The fit, or a better one from betas that are decimal numbers near its own.
   *
   * @param fit that no descent makes better
   * @param rounds at most so many steps downhill from each of them
   */
  static Fit near(Fit fit, List<Track> tracks, int rounds) {
    if (!(fit.candidate().rule() instanceof Adam adam) || !adam.correction().isFloat32()) {
      return fit;
    }
    List<Setting> others = new ArrayList<>(fit.candidate().sought());
    others.removeAll(List.of(Setting.BETA1, Setting.BETA2));
    List<Fit> written = new ArrayList<>();
    for (double beta1 : decimals(fit.settings().get(Setting.BETA1))) {
      for (double beta2 : decimals(fit.settings().get(Setting.BETA2))) {
        Settings near = fit.settings().with(Setting.BETA1, beta1).with(Setting.BETA2, beta2);
        written.add(Fit.at(fit.candidate(), near, tracks, 0));
      }
    }
    Stream<Fit> improved =
        written.stream()
            .sorted(Comparator.comparingDouble(Fit::cost))
            .limit(FOLLOWED)
            .map(there -> there.improved(others, tracks, 0, rounds));
    return Stream.concat(Stream.of(fit), improved)
        .min(Comparator.comparingDouble(Fit::cost))
        .orElseThrow();
  }

  private static double[] decimals(double kept) {
    return IntStream.rangeClosed(1, MOST_DECIMALS)
        .mapToDouble(
            digits -> new BigDecimal(kept).setScale(digits, RoundingMode.HALF_EVEN).doubleValue())
        .filter(decimal -> Math.abs(decimal - kept) <= NEAR * (1 - kept))
        .distinct()
        .toArray();
  }
}
