package dev.lockstep.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder in which Maven keeps what it has downloaded.
 *
 * @param root the folder
 */
public record LocalRepository(Path root) {
  private static final Pattern SETTING =
      Pattern.compile("<localRepository>\\s*([^<]+?)\\s*</localRepository>");

  /**
   * The one that Maven uses for this user: where {@code maven.repo.local} points, else where {@code
   * ~/.m2/settings.xml} says, else {@code ~/.m2/repository}.
   *
   * @param properties the system's
   */
  public static LocalRepository of(Properties properties) {
    Path maven = Path.of(properties.getProperty("user.home"), ".m2");
    String given = properties.getProperty("maven.repo.local", setting(maven, properties));
    return new LocalRepository(given.isBlank() ? maven.resolve("repository") : Path.of(given));
  }

  private static String setting(Path maven, Properties properties) {
    try {
      Matcher matcher = SETTING.matcher(Files.readString(maven.resolve("settings.xml")));
      return matcher.find()
          ? matcher.group(1).replace("${user.home}", properties.getProperty("user.home"))
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  Path file(Artifact artifact) {
    return root.resolve(artifact.path());
  }

  boolean has(Artifact artifact) {
    return Files.isRegularFile(file(artifact));
  }
}
