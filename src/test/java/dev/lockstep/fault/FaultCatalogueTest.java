package dev.lockstep.fault;

import static dev.lockstep.fault.FaultTraining.epochFrom;
import static dev.lockstep.fault.FaultTraining.examCase;
import static dev.lockstep.fault.FaultTraining.largestDifference;
import static dev.lockstep.fault.FaultTraining.train;
import static dev.lockstep.fault.FaultTraining.trainingCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.recording.StepRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultCatalogueTest {
  private static final List<TrainingCase> GRID = grid();
  private static final Map<TrainingCase, List<StepRecord>> RIGHT = new HashMap<>();

  private static List<TrainingCase> grid() {
    List<Task> tasks =
        List.of(
            new Task("abcabd", 3, List.of("d", "c", "b", "a")),
            new Task("ab", 1, List.of("a", "b", "c")),
            new Task("aba", 1, List.of("a", "b")),
            new Task("aaaa", 1, List.of("a", "b")),
            new Task("aa", 1, List.of("a")),
            new Task("a", 5, List.of("a")));
    List<OptimizerSpec> optimizers =
        List.of(new OptimizerSpec.Adam(0.1), new OptimizerSpec.Sgd(0.5));
    List<TrainingCase> grid = new ArrayList<>();
    for (CellKind cell : CellKind.values()) {
      for (OptimizerSpec optimizer : optimizers) {
        for (Task task : tasks) {
          for (int hidden : new int[] {1, 3}) {
            for (int epochs : new int[] {1, 3}) {
              grid.add(trainingCase(task, cell, hidden, epochs, optimizer));
            }
          }
        }
      }
    }
    return grid;
  }

  private static List<StepRecord> right(TrainingCase trainingCase) {
    return RIGHT.computeIfAbsent(trainingCase, c -> train(Variant.correct(), c));
  }

  static List<Fault> faults() {
    return FaultCatalogue.WHOLE.faults();
  }

  static Stream<TrainingCase> examCases() {
    return Stream.of(examCase(CellKind.RNN, 8, 4), examCase(CellKind.LSTM, 4, 4));
  }

  @Test
  void everyFaultHasItsOwnNameAndItsOwnSentence() {
    List<Fault> faults = FaultCatalogue.WHOLE.faults();
    assertEquals(faults.size(), faults.stream().map(Fault::id).distinct().count());
    assertEquals(faults.size(), faults.stream().map(Fault::sentence).distinct().count());
    for (Fault fault : faults) {
      assertTrue(fault.id().matches("[a-z0-9]+(-[a-z0-9]+)+"), fault.id());
      assertTrue(fault.sentence().matches("\\S.* .*[^.\\s]"), fault.sentence());
      assertEquals(Optional.of(fault), FaultCatalogue.named(fault.id()));
    }
    assertEquals(Optional.empty(), FaultCatalogue.named("no-such-fault"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void appliesToTheCasesWhoseTrainingItChangesAndHardlyToAnyOther(Fault fault) {
    for (TrainingCase trainingCase : GRID) {
      double difference =
          largestDifference(right(trainingCase), train(fault.variant(), trainingCase));
      boolean mayNotBeReached = isPerhaps(fault) && difference == 0;
      assertEquals(
          difference > 0,
          fault.appliesTo(trainingCase) && !mayNotBeReached,
          () -> fault + " changes " + trainingCase + " by " + difference);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void showsAfterALoadedStateExactlyIfItsVisibilitySaysSo(Fault fault) {
    for (TrainingCase trainingCase : GRID) {
      ModelState state = TorchInitializer.initialState(trainingCase);
      boolean shows = false;
      boolean changes = !right(trainingCase).equals(train(fault.variant(), trainingCase));
      for (StepRecord right : right(trainingCase)) {
        shows |= largestDifference(right, epochFrom(fault.variant(), trainingCase, state)) > 0;
        state = ModelState.after(right, trainingCase);
      }
      assertEquals(
          fault.visibility() == Visibility.ONE_EPOCH && changes,
          shows,
          () -> fault + " in " + trainingCase);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void somethingIsLeftForEveryFaultToChange(Fault fault) {
    assertTrue(GRID.stream().anyMatch(fault::appliesTo), "applies to no case");
  }

  @ParameterizedTest
  @MethodSource("examCases")
  void everyFaultThatAppliesToAnExamCaseMovesItFarBeyondTheRounding(TrainingCase trainingCase) {
    List<StepRecord> right = train(Variant.correct(), trainingCase);
    List<Fault> applicable = FaultCatalogue.WHOLE.applicableTo(trainingCase);
    assertTrue(applicable.size() >= 20, () -> "only " + applicable);
    for (Fault fault : applicable) {
      double difference = largestDifference(right, train(fault.variant(), trainingCase));
      assertTrue(
          difference > 1e-9 || (isPerhaps(fault) && difference == 0),
          () -> fault + " moves " + trainingCase.cell() + " by " + difference);
      assertTrue(Double.isFinite(difference), () -> fault + " gives no finite numbers");
    }
  }

  @ParameterizedTest
  @MethodSource("examCases")
  void noTwoFaultsAreTheSame(TrainingCase trainingCase) {
    List<Fault> applicable = FaultCatalogue.WHOLE.applicableTo(trainingCase);
    List<List<StepRecord>> trainings =
        applicable.stream().map(fault -> train(fault.variant(), trainingCase)).toList();
    for (int a = 0; a < applicable.size(); a++) {
      for (int b = a + 1; b < applicable.size(); b++) {
        String pair = applicable.get(a) + " and " + applicable.get(b);
        if (!isOneRuleInFloat64(applicable.get(a), applicable.get(b))) {
          double difference = largestDifference(trainings.get(a), trainings.get(b));
          assertTrue(difference > 1e-9, () -> pair + " differ by " + difference);
        }
      }
    }
  }

  /** Whether it may never come about, as a norm that is clipped may not be reached. */
  private static boolean isPerhaps(Fault fault) {
    return fault.symptom().onset() == Symptom.Onset.PERHAPS;
  }

  private static boolean isOneRuleInFloat64(Fault a, Fault b) {
    return a.id().equals("adam-epsilon-before-correction") && b.id().equals("adam-of-nd4j");
  }
}
