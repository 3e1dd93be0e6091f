package dev.lockstep.backend;

import java.net.URL;
import java.util.Map;
import java.util.Optional;

/**
 * A Maven artifact that holds native libraries.
 *
 * @param name its artifact id
 * @param libraries for each platform that it comes for, the class path resource that shows that it
 *     is there
 */
public record NativeArtifact(String name, Map<Platform, String> libraries) {

  /** Copies the map. */
  public NativeArtifact {
    libraries = Map.copyOf(libraries);
  }

  /**
   * Where its library is on the class path, or empty if it is not there; loads nothing.
   *
   * @param loader whose class path
   * @param platform for which platform
   */
  public Optional<URL> find(ClassLoader loader, Platform platform) {
    return Optional.ofNullable(libraries.get(platform)).map(loader::getResource);
  }
}
