package dev.lockstep.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.tensor.Precision;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElementaryFunctionsTest {
  /** A declared error may be this much larger than the largest that was seen. */
  private static final double GENEROUS = 2;

  private static final double NEAR_ZERO = 1e-5;
  private static final Map<String, List<ElementaryFunctions.Value>> VALUES = new HashMap<>();

  static Stream<Arguments> librariesInEachPrecision() {
    return Backends.installed().all().stream()
        .filter(backend -> !backend.info().name().equals(ReferenceBackend.NAME))
        .flatMap(
            backend ->
                Stream.of(Precision.values())
                    .map(precision -> Arguments.of(backend.info().name(), precision)));
  }

  @ParameterizedTest
  @MethodSource("librariesInEachPrecision")
  void noFunctionErrsByMoreThanIsDeclared(String name, Precision precision) {
    List<ElementaryFunctions.Value> wrong =
        values(name, precision).stream()
            .filter(value -> !(value.excess(precision) <= 1))
            .limit(10)
            .toList();
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @MethodSource("librariesInEachPrecision")
  void moreIsNotDeclaredThanWasMeasured(String name, Precision precision) {
    ElementaryFunctions.Value worst =
        values(name, precision).stream()
            .max(Comparator.comparingDouble(value -> value.excess(precision)))
            .orElseThrow();
    assertTrue(worst.excess(precision) >= 1 / GENEROUS, () -> "at most " + worst);
  }

  @ParameterizedTest
  @MethodSource("librariesInEachPrecision")
  void anAbsoluteErrorOfTanhIsDeclaredWhereThereIsOne(String name, Precision precision) {
    ElementaryFunctions functions = functions(name, precision);
    double declared = functions.backend().info().elementaryErrors().absoluteOfTanh();
    double measured =
        functions.tanhOfRnn().stream()
            .filter(value -> Math.abs(value.expected()) < NEAR_ZERO)
            .mapToDouble(value -> Math.abs(value.actual() - value.expected()))
            .max()
            .orElseThrow();
    assertEquals(declared, measured / precision.unitRoundoff(), 0.1);
  }

  private static List<ElementaryFunctions.Value> values(String name, Precision precision) {
    return VALUES.computeIfAbsent(name + precision, key -> functions(name, precision).all());
  }

  private static ElementaryFunctions functions(String name, Precision precision) {
    return new ElementaryFunctions(Backends.installed().named(name).orElseThrow(), precision);
  }
}
