package dev.lockstep.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MutationCatalogueTest {
  private static final Map<String, Original> ORIGINALS = new TreeMap<>();

  @BeforeAll
  static void readGoldens() {
    for (String name : List.of("cnn-sgd", "mlp-adamw", "two-layer-lstm")) {
      try (Recording recording =
          RecordingFolder.open(Path.of("golden", "recordings").resolve(name))) {
        ORIGINALS.put(name, Original.of(recording));
      }
    }
  }

  @Test
  void everyMutationHasItsOwnNameAndItsOwnSentence() {
    List<Mutation> all = MutationCatalogue.all();
    assertEquals(all.size(), all.stream().map(Mutation::id).distinct().count());
    assertEquals(all.size(), all.stream().map(Mutation::sentence).distinct().count());
    for (Mutation mutation : all) {
      assertTrue(mutation.id().matches("[a-z0-9]+(-[a-z0-9]+)*"), mutation.id());
      assertTrue(mutation.sentence().matches("\\S.* .*[^.\\s]"), mutation.sentence());
    }
  }

  @Test
  void everyMutationChangesAGoldenUnlessItSaysTheSameInOtherWords() {
    for (Mutation mutation : MutationCatalogue.all()) {
      boolean applies = false;
      for (Map.Entry<String, Original> original : ORIGINALS.entrySet()) {
        Optional<Mutant> mutant = mutation.of(original.getValue());
        applies |= mutant.isPresent();
        mutant
            .filter(copy -> !copy.isHarmless())
            .ifPresent(
                copy ->
                    assertFalse(
                        copy.runs().stream().allMatch(original.getValue()::isSame),
                        () -> mutation + " changes nothing of " + original.getKey()));
      }
      assertTrue(applies, () -> mutation + " applies to no golden");
    }
  }
}
