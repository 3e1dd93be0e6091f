package dev.lockstep.backend.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The library's version as its jar states it: asking one of its classes would load the native
 * library.
 */
public final class Nd4jVersion {
  private static final String RESOURCE = "META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  private Nd4jVersion() {}

  /**
   * Such as {@code ND4J 1.0.0-M2.1}.
   *
   * @param jars where the library is
   */
  public static String in(ClassLoader jars) {
    try (InputStream resource = jars.getResourceAsStream(RESOURCE)) {
      Properties properties = new Properties();
      if (resource != null) {
        properties.load(resource);
      }
      return "ND4J " + properties.getProperty("version", "(unknown version)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
