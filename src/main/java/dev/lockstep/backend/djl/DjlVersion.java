package dev.lockstep.backend.djl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The library's version as its jars state it. DJL's own {@code Engine.getDjlVersion()} would
 * initialise the engine's class.
 */
public final class DjlVersion {
  private static final String DJL = "ai/djl/engine/api.properties";
  private static final String JNI = "jnilib/pytorch.properties";

  private DjlVersion() {}

  static String onClassPath() {
    return in(DjlVersion.class.getClassLoader());
  }

  /**
   * Such as {@code DJL 0.32.0, PyTorch 2.5.1}; a version that no jar states is "unknown".
   *
   * @param jars where the library is
   */
  public static String in(ClassLoader jars) {
    // The JNI layer is built for one PyTorch and one DJL: "2.5.1-0.32.0".
    String torch = property(jars, JNI, "jni_version").split("-", 2)[0];
    return "DJL " + property(jars, DJL, "djl_version") + ", PyTorch " + torch;
  }

  private static String property(ClassLoader jars, String resource, String key) {
    try (InputStream stream = jars.getResourceAsStream(resource)) {
      Properties properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return properties.getProperty(key, "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
