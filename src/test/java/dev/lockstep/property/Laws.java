package dev.lockstep.property;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Permutation;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The laws, each for one case. */
final class Laws {
  private Laws() {}

  static void isInLockstep(TrainingCase trainingCase, String backend, Precision precision) {
    new Trial(trainingCase, Trial.installed(backend), precision).assertInLockstepWithReference();
  }

  static void wholeSequenceEqualsStepByStep(TrainingCase trainingCase, Precision precision) {
    new Trial(trainingCase, Trial.installed("djl-cell"), precision)
        .assertInLockstepWith(Trial.installed("djl-sequence"));
  }

  static void djlEqualsNd4j(TrainingCase trainingCase, Precision precision) {
    new Trial(trainingCase, Trial.installed("nd4j"), precision)
        .assertInLockstepWith(Trial.installed("djl-sequence"));
  }

  static void permutingPermutes(
      TrainingCase trainingCase, String backend, Precision precision, Random random) {
    Permutation permutation =
        new Permutation(
            shuffled(trainingCase.task().vocabularySize(), random),
            shuffled(trainingCase.hidden(), random));
    new Trial(trainingCase, new PermutedBackend(Trial.installed(backend), permutation), precision)
        .assertInLockstepWith(Trial.installed(backend));
  }

  private static List<Integer> shuffled(int size, Random random) {
    List<Integer> order = new ArrayList<>(Permutation.identity(size));
    Collections.shuffle(order, random);
    return order;
  }

  static void carryingTheStateOverASplitChangesNothing(TrainingCase trainingCase, Random random) {
    int[] inputs = trainingCase.task().inputs();
    int split = random.nextInt(inputs.length + 1);
    ParameterArrays parameters =
        ParameterArrays.of(TorchInitializer.initialState(trainingCase).parameters());
    Cell cell = Cell.of(trainingCase.cell());
    int size = trainingCase.hidden();
    Cell.Pass whole = cell.forward(parameters, inputs, Rounding.exact());
    Cell.Pass first =
        cell.forward(
            parameters, CellState.zero(size), Arrays.copyOf(inputs, split), Rounding.exact());
    Cell.Pass second =
        cell.forward(
            parameters,
            first.end(),
            Arrays.copyOfRange(inputs, split, inputs.length),
            Rounding.exact());
    assertArrayEquals(whole.hidden(), joined(first.hidden(), second.hidden(), size));
    assertArrayEquals(whole.end().hidden(), second.end().hidden());
    assertArrayEquals(whole.end().cell(), second.end().cell());
  }

  /** Two histories of which the second starts with the last row of the first. */
  private static double[] joined(double[] first, double[] second, int rowLength) {
    double[] joined = Arrays.copyOf(first, first.length + second.length - rowLength);
    System.arraycopy(second, 0, joined, first.length - rowLength, second.length);
    return joined;
  }
}
