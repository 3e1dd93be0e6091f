package dev.lockstep.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendsTest {

  @Test
  void theSecondOfTwoNamesIsRefusedWithBothClasses() {
    assertEquals(
        Named.class.getName()
            + ": name: found 'own', which "
            + Named.class.getName()
            + " has too; allowed: a name of its own",
        refusal("other", "own", "own"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a,b", "-x", "a\u001b[2J", "a\n", "a\u202eb"})
  void aNameThatCannotBeTypedAsOneWordIsRefused(String name) {
    String message = refusal(name);
    assertEquals(
        Named.class.getName() + ": name: found; allowed: one word without commas",
        message.replaceFirst("found '.*'", "found"));
    assertEquals(1, message.lines().count());
  }

  @Test
  void aNameInAnyScriptIsAWord() {
    assertEquals(List.of("내-구현.1"), new Backends(List.of(new Named("내-구현.1"))).names());
  }

  private static String refusal(String... names) {
    List<Backend> backends = Stream.of(names).<Backend>map(Named::new).toList();
    return assertThrows(InvalidBackendException.class, () -> new Backends(backends)).getMessage();
  }

  /** An implementation of which only the name matters. */
  private record Named(String name) implements Backend {
    @Override
    public BackendInfo info() {
      return new BackendInfo(name, "plain Java", "for this test", Set.of());
    }

    @Override
    public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
      throw new UnsupportedOperationException();
    }
  }
}
