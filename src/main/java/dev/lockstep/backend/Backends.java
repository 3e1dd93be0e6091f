package dev.lockstep.backend;

import dev.lockstep.message.Printable;
import dev.lockstep.message.Reason;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The implementations that can be chosen, in the order of the report.
 *
 * @param all the implementations, with distinct names
 * @param unavailable one line for each that is registered but lacks its library
 */
public record Backends(List<Backend> all, List<String> unavailable) {

  /**
   * Copies the list.
   *
   * @throws InvalidBackendException if two have the same name, or one has a name that cannot be
   *     typed or printed as one word of a list
   */
  public Backends {
    all = List.copyOf(all);
    unavailable = List.copyOf(unavailable);
    Map<String, Backend> backendOfName = new HashMap<>();
    for (Backend backend : all) {
      String name = backend.info().name();
      if (!isOneWord(name)) {
        throw invalid(backend, "", "one word without commas");
      }
      Backend earlier = backendOfName.putIfAbsent(name, backend);
      if (earlier != null) {
        String also = ", which " + earlier.getClass().getName() + " has too";
        throw invalid(backend, also, "a name of its own");
      }
    }
  }

  /** Implementations of which all are there. */
  public Backends(List<Backend> all) {
    this(all, List.of());
  }

  private static boolean isOneWord(String name) {
    return !name.isEmpty()
        && !name.startsWith("-")
        && name.codePoints()
            .noneMatch(c -> c == ',' || Character.isWhitespace(c) || !Printable.prints(c));
  }

  private static InvalidBackendException invalid(Backend backend, String also, String allowed) {
    return new InvalidBackendException(
        backend.getClass().getName()
            + ": name: found '"
            + Printable.line(backend.info().name())
            + "'"
            + also
            + "; allowed: "
            + allowed);
  }

  /** The implementations that are registered as services on the class path. */
  public static Backends installed() {
    return of(ServiceLoader.load(Backend.class).stream());
  }

  /**
   * Those on the class path, and those that jars and folders of classes register as services.
   *
   * @param path jars and folders that are there
   */
  public static Backends installed(List<Path> path) {
    URL[] places = path.stream().map(Backends::place).toArray(URL[]::new);
    ClassLoader loader = new URLClassLoader(places, Backend.class.getClassLoader());
    return of(ServiceLoader.load(Backend.class, loader).stream());
  }

  /** Those that can be made; of any other, its library is not on the class path. */
  static Backends of(Stream<ServiceLoader.Provider<Backend>> providers) {
    List<Backend> all = new ArrayList<>();
    List<String> unavailable = new ArrayList<>();
    providers.forEach(
        provider -> {
          try {
            all.add(provider.get());
          } catch (ServiceConfigurationError e) {
            if (!(e.getCause() instanceof LinkageError)) {
              throw e;
            }
            unavailable.add(
                provider.type().getSimpleName()
                    + ": "
                    + Reason.of(e.getCause())
                    + "; add the library that it computes with to the class path");
          }
        });
    return new Backends(all, unavailable);
  }

  private static URL place(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path.toString(), e);
    }
  }

  /** The jars and folders that an implementation was added from; none if on the class path. */
  public static List<Path> pathOf(Backend backend) {
    return backend.getClass().getClassLoader() instanceof URLClassLoader added
        ? Arrays.stream(added.getURLs()).map(url -> Path.of(URI.create(url.toString()))).toList()
        : List.of();
  }

  /** The options by which a command line chooses an implementation, word by word. */
  public static List<String> choice(Backend backend) {
    if (backend instanceof OtherVersion other) {
      List<String> words = new ArrayList<>(choice(other.inForce()));
      words.addAll(other.option());
      return words;
    }
    List<String> words = new ArrayList<>(List.of("--backend", backend.info().name()));
    pathOf(backend).forEach(file -> words.addAll(List.of("--backend-path", file.toString())));
    return words;
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
