package dev.lockstep.junit;

import dev.lockstep.report.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How a test is called.
 *
 * @param type the class's simple name, with its enclosing classes' before a dollar sign
 * @param method the method's name
 * @param invocation which one of a repeated or parameterized test, {@code -3}; empty for others
 */
record TestName(String type, String method, String invocation) {
  private static final Pattern INVOCATION = Pattern.compile("#(\\d+)\\]$");

  static TestName of(ExtensionContext context) {
    String full = context.getRequiredTestClass().getName();
    Matcher matcher = INVOCATION.matcher(context.getUniqueId());
    return new TestName(
        full.substring(full.lastIndexOf('.') + 1),
        context.getRequiredTestMethod().getName(),
        matcher.find() ? "-" + matcher.group(1) : "");
  }

  /** The folder that its report goes to. */
  Path report() {
    return outputs().resolve("lockstep-report").resolve(toString());
  }

  private static Path outputs() {
    return Path.of(isGradle() ? "build" : "target");
  }

  private static boolean isGradle() {
    return !Files.exists(Path.of("pom.xml"))
        && (Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts")));
  }

  /** What runs tests here. */
  Program program() {
    return new Program(List.of(isGradle() ? "gradle" : "mvn", "test"));
  }

  /** What makes it run this one. */
  List<String> arguments() {
    return isGradle()
        ? List.of("--tests", type + "." + method)
        : List.of("-Dtest=" + type + "#" + method);
  }

  @Override
  public String toString() {
    return type + "." + method + invocation;
  }
}
