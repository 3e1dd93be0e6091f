package dev.lockstep.report;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program is started, so that a reader can start it again.
 *
 * @param words the command up to its arguments, word by word
 */
public record Program(List<String> words) {

  /** Copies the list. */
  public Program {
    words = List.copyOf(words);
  }

  /**
   * How this process was started: Java with the options that it was given, and the jar, or the
   * class path and the main class.
   *
   * @param main the class that is started
   */
  public static Program running(Class<?> main) {
    return of(
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        System.getProperty("java.class.path"),
        Path.of(URI.create(main.getProtectionDomain().getCodeSource().getLocation().toString())),
        main.getName());
  }

  /**
   * How a process was started.
   *
   * @param options what Java was given
   * @param classPath where it finds classes; a jar that is started stands there alone
   * @param origin the jar or folder of the main class
   * @param main the main class
   */
  static Program of(List<String> options, String classPath, Path origin, String main) {
    List<String> words = new ArrayList<>();
    words.add("java");
    words.addAll(options);
    boolean isTheJar =
        classPath.endsWith(".jar")
            && !classPath.contains(File.pathSeparator)
            && origin.endsWith(Path.of(classPath).getFileName());
    words.addAll(isTheJar ? List.of("-jar", classPath) : List.of("-cp", classPath, main));
    return new Program(words);
  }
}
