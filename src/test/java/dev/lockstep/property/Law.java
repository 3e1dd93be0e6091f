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

/** What must hold of every case. */
enum Law {
  IN_LOCKSTEP_WITH_THE_REFERENCE {
    @Override
    void hold(TrainingCase trainingCase, String backend, Precision precision, Random random) {
      isInLockstep(trainingCase, backend, precision);
    }
  },
  A_WHOLE_SEQUENCE_EQUALS_ITS_STEPS_ONE_BY_ONE {
    @Override
    void hold(TrainingCase trainingCase, String backend, Precision precision, Random random) {
      wholeSequenceEqualsStepByStep(trainingCase, precision);
    }
  },
  DJL_EQUALS_ND4J {
    @Override
    void hold(TrainingCase trainingCase, String backend, Precision precision, Random random) {
      djlEqualsNd4j(trainingCase, precision);
    }
  },
  PERMUTING_VOCABULARY_AND_HIDDEN_UNITS_PERMUTES_THE_RESULTS {
    @Override
    void hold(TrainingCase trainingCase, String backend, Precision precision, Random random) {
      permutingPermutes(trainingCase, backend, precision, random);
    }
  },
  CARRYING_THE_STATE_OVER_A_SPLIT_CHANGES_NOTHING {
    @Override
    void hold(TrainingCase trainingCase, String backend, Precision precision, Random random) {
      carryingTheStateOverASplitChangesNothing(trainingCase, random);
    }
  };

  /**
   * Throws what says how it does not hold.
   *
   * @param backend the implementation, where the law is about one
   * @param precision the format, where the law depends on it
   * @param random chooses what the law leaves open
   */
  abstract void hold(TrainingCase trainingCase, String backend, Precision precision, Random random);

  private static void isInLockstep(TrainingCase trainingCase, String backend, Precision precision) {
    new Trial(trainingCase, Trial.installed(backend), precision).assertInLockstepWithReference();
  }

  private static void wholeSequenceEqualsStepByStep(
      TrainingCase trainingCase, Precision precision) {
    new Trial(trainingCase, Trial.installed("djl-cell"), precision)
        .assertInLockstepWith(Trial.installed("djl-sequence"));
  }

  private static void djlEqualsNd4j(TrainingCase trainingCase, Precision precision) {
    new Trial(trainingCase, Trial.installed("nd4j"), precision)
        .assertInLockstepWith(Trial.installed("djl-sequence"));
  }

  private static void permutingPermutes(
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

  private static void carryingTheStateOverASplitChangesNothing(
      TrainingCase trainingCase, Random random) {
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
