package dev.lockstep.backend.djl;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The folder into which DJL unpacks PyTorch's libraries, once for all processes. DJL takes whatever
 * is there; a file that was cut short, by a full disk or a copy, makes it fail to load or crash
 * much later, so that sizes are compared first.
 */
final class NativeCache {
  private static final String NATIVES = "native/lib/pytorch.properties";
  private static final String JNI = "jnilib/pytorch.properties";

  private final ClassLoader classPath;

  NativeCache(ClassLoader classPath) {
    this.classPath = classPath;
  }

  /**
   * What is wrong with the folder and how to mend it; empty if nothing is, or it is not there yet,
   * or the class path has no natives.
   */
  Optional<String> damage() {
    Properties natives = properties(NATIVES);
    String flavor = natives.getProperty("flavor");
    String classifier = natives.getProperty("classifier");
    if (flavor == null || classifier == null) {
      return Optional.empty();
    }
    Path folder =
        Utils.getEngineCacheDir("pytorch")
            .resolve(natives.getProperty("version") + "-" + flavor + "-" + classifier);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    return resources(natives, flavor, classifier).entrySet().stream()
        .flatMap(entry -> damage(folder.resolve(entry.getKey()), entry.getValue()).stream())
        .findFirst()
        .map(damage -> damage + "; delete the folder " + folder + " and run again");
  }

  /** For each file of the folder, where it comes from on the class path. */
  private Map<String, String> resources(Properties natives, String flavor, String classifier) {
    Map<String, String> resources = new LinkedHashMap<>();
    for (String library : natives.getProperty("libraries", "").split(",")) {
      resources.put(library, "pytorch/" + flavor + "/" + classifier + "/" + library);
    }
    String jniVersion = properties(JNI).getProperty("jni_version", "");
    String djlVersion = jniVersion.substring(jniVersion.indexOf('-') + 1);
    String glue = System.mapLibraryName("djl_torch");
    resources.put(djlVersion + "-" + glue, "jnilib/" + classifier + "/" + flavor + "/" + glue);
    return resources;
  }

  /** DJL copies its own library after the folder is there, so that one may still be missing. */
  private Optional<String> damage(Path file, String resource) {
    try {
      long expected = size(resource);
      if (expected < 0 || !Files.exists(file) || Files.size(file) == expected) {
        return Optional.empty();
      }
      return Optional.of(
          "the unpacked library "
              + file
              + " is damaged: it has "
              + Files.size(file)
              + " bytes, in the jar "
              + expected);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The size of a file in a jar on the class path; -1 if there is none. */
  private long size(String resource) throws IOException {
    URL url = classPath.getResource(resource);
    if (url == null) {
      return -1;
    }
    URLConnection connection = url.openConnection();
    return connection instanceof JarURLConnection jar ? jar.getJarEntry().getSize() : -1;
  }

  private Properties properties(String resource) {
    Properties properties = new Properties();
    try (InputStream stream = classPath.getResourceAsStream(resource)) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
    return properties;
  }
}
