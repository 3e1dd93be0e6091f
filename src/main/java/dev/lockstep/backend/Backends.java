package dev.lockstep.backend;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The implementations that can be chosen, in the order of the report.
 *
 * @param all the implementations, with distinct names
 */
public record Backends(List<Backend> all) {

  /** Copies the list. */
  public Backends {
    all = List.copyOf(all);
  }

  /** The implementations that are registered as services on the class path. */
  public static Backends installed() {
    return new Backends(
        ServiceLoader.load(Backend.class).stream()
            .map(ServiceLoader.Provider::get)
            .collect(Collectors.toList()));
  }

  /** The implementation of that name, or empty if there is none. */
  public Optional<Backend> named(String name) {
    return all.stream().filter(backend -> backend.info().name().equals(name)).findFirst();
  }

  /** The names, in order. */
  public List<String> names() {
    return all.stream().map(backend -> backend.info().name()).toList();
  }
}
