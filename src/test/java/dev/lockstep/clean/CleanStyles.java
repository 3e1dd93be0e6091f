package dev.lockstep.clean;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CaseArbitraries;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.tensor.Precision;
import dev.lockstep.training.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Measures whether any of the clean implementations is taken for wrong: trains the exam's text with
 * every cell, and random cases, free-running and in lockstep, and prints for each implementation
 * the largest excess of a comparison and where it is.
 *
 * <p>Arguments: the number of random cases, the seed that chooses them, and the seeds of the
 * initial weights for the exam's text; the exam's own where none is given.
 */
public final class CleanStyles {
  private static final Execution FLOAT32 = new Execution(Precision.FLOAT32, Device.CPU);

  private CleanStyles() {}

  /** Prints the measurement. */
  public static void main(String[] arguments) {
    List<Finding> findings = new ArrayList<>();
    for (TrainingCase trainingCase :
        examLike(Arrays.asList(arguments).subList(2, arguments.length))) {
      List<Finding> found = measure(trainingCase);
      findings.addAll(found);
      for (String mode : List.of("lockstep", "free-running")) {
        System.out.println(
            trainingCase.seed() + " " + worst(found, finding -> finding.mode().equals(mode)));
      }
    }
    int count = Integer.parseInt(arguments[0]);
    Random random = new Random(Long.parseLong(arguments[1]));
    JqwikSession.run(
        () -> {
          RandomGenerator<TrainingCase> generator = CaseArbitraries.cases().generator(1000, true);
          for (int i = 0; i < count; i++) {
            findings.addAll(measure(generator.next(random).value()));
          }
        });
    for (Style style : Style.all()) {
      Stream.of("lockstep", "free-running")
          .map(
              mode ->
                  worst(
                      findings,
                      finding -> finding.style().equals(style) && finding.mode().equals(mode)))
          .forEach(System.out::println);
    }
    long alarms = findings.stream().filter(finding -> !(finding.excess() <= 1)).count();
    System.out.println(findings.size() + " comparisons, above 1: " + alarms);
    System.exit(0);
  }

  private static Finding worst(List<Finding> findings, Predicate<Finding> which) {
    return findings.stream()
        .filter(which)
        .max((a, b) -> Double.compare(a.excess(), b.excess()))
        .orElseThrow();
  }

  /** The exam's text, seed and optimizer with every cell. */
  static List<TrainingCase> examLike() {
    return Stream.of(CellKind.values())
        .map(cell -> ExampleCases.examLike(cell, cell == CellKind.LSTM ? 4 : 8))
        .toList();
  }

  /** The exam's text and optimizer with every cell, from the initial weights of each seed. */
  private static List<TrainingCase> examLike(List<String> seeds) {
    if (seeds.isEmpty()) {
      return examLike();
    }
    return seeds.stream()
        .map(Long::parseLong)
        .flatMap(seed -> examLike().stream().map(like -> ExampleCases.withSeed(like, seed)))
        .toList();
  }

  /** Every style in both modes. */
  static List<Finding> measure(TrainingCase trainingCase) {
    Map<NoiseModel, List<Style>> byNoise =
        Style.all().stream()
            .collect(
                Collectors.groupingBy(CleanStyles::noise, LinkedHashMap::new, Collectors.toList()));
    List<Finding> findings = new ArrayList<>();
    byNoise.forEach(
        (noise, styles) -> {
          lockstep(trainingCase, noise, styles)
              .forEach(
                  (style, epochs) ->
                      findings.add(Finding.of(trainingCase, style, "lockstep", epochs)));
          Envelope envelope = Envelope.of(trainingCase, noise, 1);
          for (Style style : styles) {
            TrainingResult drift =
                envelope.drift(
                    Trainer.train(new CleanBackend(style), trainingCase, FLOAT32, epoch -> {}));
            findings.add(Finding.of(trainingCase, style, "free-running", drift.steps()));
          }
        });
    return findings;
  }

  static NoiseModel noise(Style style) {
    return NoiseModel.of(new CleanBackend(style).info(), Precision.FLOAT32);
  }

  /** Every epoch from the reference's state, for many styles from the same bounds. */
  private static Map<Style, List<StepResult>> lockstep(
      TrainingCase trainingCase, NoiseModel noise, List<Style> styles) {
    Map<Style, List<StepResult>> comparisons = new LinkedHashMap<>();
    styles.forEach(style -> comparisons.put(style, new ArrayList<>()));
    ModelState start = TorchInitializer.initialState(trainingCase);
    try (Session guide =
        Variant.correct().open(trainingCase, start, Precision.FLOAT64, Rounding.exact())) {
      for (int epoch = 1; epoch <= trainingCase.epochs(); epoch++) {
        List<StepResult> compared = fromState(trainingCase, noise, styles, start);
        for (int i = 0; i < compared.size(); i++) {
          comparisons.get(styles.get(i)).add(compared.get(i));
        }
        guide.step();
        start = guide.state();
      }
    }
    return comparisons;
  }

  /** One epoch from a state, one comparison a style; empty where there are no bounds. */
  static List<StepResult> fromState(
      TrainingCase trainingCase, NoiseModel noise, List<Style> styles, ModelState state) {
    ModelState start = state.roundedTo(Precision.FLOAT32);
    try (LocalEnvelope envelope = new LocalEnvelope(trainingCase, Variant.correct(), noise, 1)) {
      LocalEnvelope.Expectation expected = envelope.from(start);
      return styles.stream()
          .map(style -> new CleanSession(trainingCase, start, style).step())
          .flatMap(actual -> expected.compare(actual).stream())
          .toList();
    }
  }

  /**
   * One comparison.
   *
   * @param excess the largest of all epochs; 0 where nothing had bounds
   * @param place the epoch and the tensor that have it
   */
  record Finding(TrainingCase trainingCase, Style style, String mode, double excess, String place) {

    static Finding of(
        TrainingCase trainingCase, Style style, String mode, List<StepResult> epochs) {
      double excess = epochs.stream().mapToDouble(StepResult::maxExcess).max().orElse(0);
      String place =
          epochs.stream()
              .filter(epoch -> epoch.maxExcess() == excess)
              .flatMap(
                  epoch ->
                      epoch.tensors().stream()
                          .filter(tensor -> tensor.maxExcess() == excess)
                          .map(tensor -> "epoch " + epoch.step() + ", " + tensor.name()))
              .findFirst()
              .orElse("nothing compared");
      return new Finding(trainingCase, style, mode, excess, place);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-12s %-60s %.3f  %s, %s, hidden %d",
          mode,
          style,
          excess,
          place,
          trainingCase.cell(),
          trainingCase.hidden());
    }
  }
}
