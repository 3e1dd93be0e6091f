package dev.lockstep.property;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.tensor.Precision;
import dev.lockstep.training.Lockstep;
import java.util.Locale;

/**
 * An implementation on a random case.
 *
 * @param trainingCase the case
 * @param backend the implementation
 * @param precision its format
 */
record Trial(TrainingCase trainingCase, Backend backend, Precision precision) {

  static Backend installed(String name) {
    return Backends.installed().named(name).orElseThrow();
  }

  /** Every epoch from the reference's state gives the reference's numbers. */
  void assertInLockstepWithReference() {
    Lockstep.Outcome outcome = Lockstep.run(backend, trainingCase, execution(), epoch -> {});
    assertWithin("the reference", outcome);
  }

  /** Every epoch from the same state gives the other implementation's numbers. */
  void assertInLockstepWith(Backend other) {
    Lockstep.Outcome outcome =
        Lockstep.compare(
            Lockstep.trace(backend, trainingCase, execution(), epoch -> {}),
            NoiseModel.of(backend.info(), precision),
            Lockstep.trace(other, trainingCase, execution(), epoch -> {}),
            NoiseModel.of(other.info(), precision),
            trainingCase);
    assertWithin(other.info().name(), outcome);
  }

  private Execution execution() {
    return new Execution(precision, Device.CPU);
  }

  private void assertWithin(String opponent, Lockstep.Outcome outcome) {
    outcome
        .comparison()
        .divergence()
        .ifPresent(
            divergence -> {
              throw new AssertionError(message(opponent, divergence));
            });
  }

  private String message(String opponent, Mismatch divergence) {
    Element element = divergence.telling();
    return String.format(
        Locale.ROOT,
        """
        %s parts from %s in %s:
        expected %s, actual %s, allowed %s
        To see it again, save this as case.json:
        %sand run: lockstep verify case.json --backend %s --precision %s --lockstep
        """,
        backend.info().name(),
        opponent,
        new Mismatch(divergence.step(), divergence.tensor(), element),
        element.expected(),
        element.actual(),
        element.allowed(),
        CaseWriter.toJson(trainingCase),
        backend.info().name(),
        precision);
  }
}
