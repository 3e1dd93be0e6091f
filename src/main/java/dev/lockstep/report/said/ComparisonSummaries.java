package dev.lockstep.report.said;

import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A comparison added up over steps. */
public final class ComparisonSummaries {
  private ComparisonSummaries() {}

  /** One sum a kind that was compared, in the order of the kinds. */
  public static Map<Kind, Sum> byKind(List<StepResult> steps) {
    return by(steps, name -> name.kind(), new EnumMap<>(Kind.class));
  }

  /** One sum a tensor, in the order in which the first step that has it computes it. */
  public static Map<TensorName, Sum> byTensor(List<StepResult> steps) {
    return by(steps, name -> name, new LinkedHashMap<>());
  }

  /** The tensors with the largest excess, of those that have any. */
  static List<Sum> worst(Collection<Sum> sums, int most) {
    return sums.stream()
        .filter(sum -> sum.maxExcess > 0)
        .sorted((one, other) -> Double.compare(other.maxExcess, one.maxExcess))
        .limit(most)
        .toList();
  }

  private static <K> Map<K, Sum> by(
      List<StepResult> steps, Function<TensorName, K> key, Map<K, Sum> sums) {
    for (StepResult step : steps) {
      for (TensorResult tensor : step.tensors()) {
        sums.computeIfAbsent(key.apply(tensor.name()), unused -> new Sum())
            .add(step.step(), tensor);
      }
    }
    return sums;
  }

  /** Tensors added up. */
  public static final class Sum {
    private int tensors;
    private long elements;
    private long compared;
    private long mismatches;
    private double maxExcess;
    private double sumOfSquares;
    private int worstStep;
    private TensorResult worst;
    private int firstMismatchStep;

    private void add(int step, TensorResult tensor) {
      tensors++;
      elements += tensor.elements();
      compared += tensor.compared();
      mismatches += tensor.mismatches();
      sumOfSquares += tensor.compared() * tensor.rmsExcess() * tensor.rmsExcess();
      if (worst == null || tensor.maxExcess() > maxExcess) {
        maxExcess = tensor.maxExcess();
        worstStep = step;
        worst = tensor;
      }
      if (firstMismatchStep == 0 && tensor.mismatches() > 0) {
        firstMismatchStep = step;
      }
    }

    public int tensors() {
      return tensors;
    }

    public long elements() {
      return elements;
    }

    public long compared() {
      return compared;
    }

    public long mismatches() {
      return mismatches;
    }

    public double maxExcess() {
      return maxExcess;
    }

    public double rmsExcess() {
      return compared == 0 ? 0 : Math.sqrt(sumOfSquares / compared);
    }

    /** The step with the largest excess. */
    public int worstStep() {
      return worstStep;
    }

    /** The tensor with the largest excess, as it was in that step. */
    public TensorResult worst() {
      return worst;
    }

    /** The first step with a mismatch; 0 if there is none. */
    public int firstMismatchStep() {
      return firstMismatchStep;
    }
  }
}
