package dev.lockstep.contract;

import dev.lockstep.compare.Element;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.StepResult;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says what was found in place of what must be. */
final class Expect {
  private Expect() {}

  static void that(boolean holds, String found) {
    if (!holds) {
      throw new BrokenContractException(found);
    }
  }

  static void equal(String what, Object expected, Object actual) {
    that(expected.equals(actual), what + ": found " + actual + "; expected " + expected);
  }

  /** The same epochs, bit for bit. */
  static void identical(String when, List<StepRecord> expected, List<StepRecord> actual) {
    equal("epochs " + when, expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      identical(when, expected.get(i), actual.get(i));
    }
  }

  /** The same epoch, bit for bit. */
  static void identical(String when, StepRecord expected, StepRecord actual) {
    equal("number of the step " + when, expected.step(), actual.step());
    identical("step " + expected.step() + " " + when, expected.tensors(), actual.tensors());
  }

  /** The same tensors, bit for bit. */
  static void identical(
      String what, Map<TensorName, Tensor> expected, Map<TensorName, Tensor> actual) {
    equal("tensors of " + what, List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach(
        (name, tensor) -> {
          Tensor other = actual.get(name);
          equal("shape of " + name + " of " + what, tensor.shape(), other.shape());
          for (int i = 0; i < tensor.size(); i++) {
            equal("element " + i + " of " + name + " of " + what, tensor.get(i), other.get(i));
          }
        });
  }

  /** Everything that the epoch computed lies within the reference's bounds. */
  static void within(LocalEnvelope.Expectation expected, StepRecord actual) {
    StepResult result =
        expected
            .compare(actual)
            .orElseThrow(() -> new IllegalStateException("rounding decides step " + actual.step()));
    Optional<Mismatch> first = result.divergence();
    that(first.isEmpty(), first.map(Expect::sentence).orElse(""));
    long elements = actual.tensors().values().stream().mapToInt(Tensor::size).sum();
    equal("elements of step " + actual.step(), result.compared(), elements);
  }

  private static String sentence(Mismatch first) {
    Element element = first.telling();
    return String.format(
        Locale.ROOT,
        "%s leaves the reference's: found %s; expected %s, allowed %.3g (%d of %d values differ by"
            + " more)",
        new Mismatch(first.step(), first.tensor(), element),
        element.actual(),
        element.expected(),
        element.allowed(),
        first.tensor().mismatches(),
        first.tensor().compared());
  }

  /** Only {@link IllegalStateException} is thrown. */
  static void refused(String what, Runnable use) {
    try {
      use.run();
    } catch (IllegalStateException e) {
      return;
    }
    throw new BrokenContractException(what + " is not refused with an IllegalStateException");
  }
}
