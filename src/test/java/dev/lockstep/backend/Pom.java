package dev.lockstep.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the build takes. */
public final class Pom {
  private Pom() {}

  /** A property of {@code pom.xml}, such as {@code djl.version}. */
  public static String property(String name) throws IOException {
    String quoted = Pattern.quote(name);
    Matcher matcher =
        Pattern.compile("<" + quoted + ">([^<]+)</" + quoted + ">")
            .matcher(Files.readString(Path.of("pom.xml")));
    if (!matcher.find()) {
      throw new IllegalArgumentException("no property " + name);
    }
    return matcher.group(1);
  }
}
