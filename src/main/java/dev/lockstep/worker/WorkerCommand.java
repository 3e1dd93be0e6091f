package dev.lockstep.worker;

import dev.lockstep.backend.Device;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a worker is started: this process's Java and class path, options that make it start fast and
 * die cleanly, and an environment that makes both libraries compute one way.
 */
final class WorkerCommand {
  /** Properties by which the libraries are steered, also by a program that sets them. */
  private static final List<String> INHERITED =
      List.of(
          "user.home",
          "ai.djl.",
          "org.nd4j.",
          "org.bytedeco.",
          "jna.",
          "ENGINE_CACHE_DIR",
          "DJL_CACHE_DIR");

  /** Java's own management would listen on the same port in every process. */
  private static final String MANAGEMENT = "com.sun.management.";

  private WorkerCommand() {}

  /**
   * A process that is ready to be started.
   *
   * @param directory the worker's private directory
   * @param meetingPoint where it finds this process
   * @param device where it will compute
   * @param classPath its own; empty if it is to have this process's
   */
  static ProcessBuilder of(
      WorkDirectory directory,
      MeetingPoint meetingPoint,
      WorkerSettings settings,
      Device device,
      List<Path> classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(inherited(System.getProperties(), arguments()));
    // Of two options the later one holds.
    command.addAll(options(directory, settings.heapBytes()));
    command.addAll(List.of("-cp", classPath(classPath, settings.backendPath())));
    command.addAll(
        List.of(
            WorkerMain.class.getName(),
            directory.path().toString(),
            meetingPoint.socket().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    setEnvironment(builder.environment(), device);
    return builder;
  }

  private static String classPath(List<Path> own, List<Path> backendPath) {
    Stream<String> first =
        own.isEmpty()
            ? Stream.of(System.getProperty("java.class.path"))
            : own.stream().map(Path::toString);
    return Stream.concat(first, backendPath.stream().map(Path::toString))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> arguments() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  private static List<String> options(WorkDirectory directory, long heapBytes) {
    return List.of(
        "-Xmx" + (heapBytes >> 10) + "k",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:ErrorFile=" + directory.crashReport(),
        "-XX:-CreateCoredumpOnCrash",
        // Java's performance counters would lie in the shared temporary directory.
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.io.tmpdir=" + directory.temporary(),
        "-Djna.tmpdir=" + directory.temporary(),
        "-Dfile.encoding=UTF-8",
        // Libraries build the names of their natives by changing case, which Turkish does its way.
        "-Duser.language=en",
        "-Duser.country=US",
        "-DOPT_OUT_TRACKING=true",
        "-Dai.djl.offline=true");
  }

  /**
   * The settings of this process that a worker is to have too: those of its command line, and those
   * of the libraries.
   *
   * @param properties all that are set
   * @param arguments what Java was given
   */
  static List<String> inherited(Properties properties, List<String> arguments) {
    Set<String> names = new TreeSet<>();
    properties.stringPropertyNames().stream()
        .filter(name -> INHERITED.stream().anyMatch(name::startsWith))
        .forEach(names::add);
    arguments.stream()
        .filter(argument -> argument.startsWith("-D"))
        .map(argument -> argument.substring(2).split("=", 2)[0])
        .filter(name -> properties.getProperty(name) != null && !name.startsWith(MANAGEMENT))
        .forEach(names::add);
    return names.stream().map(name -> "-D" + name + "=" + properties.getProperty(name)).toList();
  }

  private static void setEnvironment(Map<String, String> environment, Device device) {
    // A false one would allow the downloads that ai.djl.offline forbids.
    environment.remove("DJL_OFFLINE");
    environment.put("OPT_OUT_TRACKING", "true");
    environment.put("OMP_NUM_THREADS", "1");
    environment.put("NVIDIA_TF32_OVERRIDE", "0");
    environment.put("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
    boolean gpu = device instanceof Device.Cuda;
    environment.put("BACKEND_PRIORITY_CPU", gpu ? "0" : "100");
    environment.put("BACKEND_PRIORITY_GPU", gpu ? "100" : "0");
  }
}
