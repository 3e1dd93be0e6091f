package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerSpecTest {

  static Stream<Class<?>> kinds() {
    return Arrays.stream(OptimizerSpec.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindCanBeNamedInACaseFileAndHasAnAnswerOfItsOwn(Class<?> kind) {
    List<OptimizerSpec> named =
        OptimizerSpec.labels().stream()
            .map(label -> OptimizerSpec.of(label, 0.5))
            .flatMap(Optional::stream)
            .filter(kind::isInstance)
            .toList();
    assertEquals(1, named.size());
    assertEquals(0.5, named.get(0).learningRate());
    assertEquals(kind, named.get(0).<Class<?>>map(Object::getClass, Object::getClass));
  }
}
