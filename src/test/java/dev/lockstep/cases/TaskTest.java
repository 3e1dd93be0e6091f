package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
  @Test
  void theTargetOfAStepIsTheInputOfTheNextAcrossRepetitions() {
    Task task = new Task("a😀b", 2, List.of("b", "😀", "a"));
    assertEquals(5, task.steps());
    assertArrayEquals(new int[] {2, 1, 0, 2, 1}, task.inputs());
    assertArrayEquals(new int[] {1, 0, 2, 1, 0}, task.targets());
  }

  @Test
  void refusesMoreCharactersThanAnIndexCanCount() {
    List<String> vocabulary = List.of("a");
    assertEquals(Integer.MAX_VALUE - 1, new Task("a", Integer.MAX_VALUE, vocabulary).steps());
    assertThrows(IllegalArgumentException.class, () -> new Task("aa", 1 << 30, vocabulary));
  }
}
