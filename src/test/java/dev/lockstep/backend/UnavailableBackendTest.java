package dev.lockstep.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.backend.reference.ReferenceBackend;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader.Provider;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnavailableBackendTest {
  private static Provider<Backend> provider(Supplier<Backend> made) {
    return new Provider<>() {
      @Override
      public Class<? extends Backend> type() {
        return ReferenceBackend.class;
      }

      @Override
      public Backend get() {
        return made.get();
      }
    };
  }

  private static Provider<Backend> failing(Throwable cause) {
    return provider(
        () -> {
          throw new ServiceConfigurationError("could not be instantiated", cause);
        });
  }

  @Test
  void oneWhoseLibraryIsMissingIsUnavailableAndTheOthersStand() {
    Backends backends =
        Backends.of(
            Stream.of(
                failing(new NoClassDefFoundError("ai/djl/ndarray/NDManager")),
                provider(ReferenceBackend::new)));
    assertEquals(List.of("reference"), backends.names());
    assertEquals(
        List.of(
            "ReferenceBackend: the class ai.djl.ndarray.NDManager cannot be had; add the library"
                + " that it computes with to the class path"),
        backends.unavailable());
  }

  @Test
  void oneThatIsBrokenIsNotPassedOver() {
    assertThrows(
        ServiceConfigurationError.class,
        () -> Backends.of(Stream.of(failing(new IllegalStateException("broken")))));
  }
}
