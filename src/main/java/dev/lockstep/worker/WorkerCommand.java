package dev.lockstep.worker;

import dev.lockstep.backend.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * How a worker is started: this process's Java and class path, options that make it start fast and
 * die cleanly, and an environment that makes both libraries compute one way.
 */
final class WorkerCommand {
  /** Properties by which users steer the libraries, and where caches are found. */
  private static final List<String> INHERITED =
      List.of(
          "user.home",
          "ai.djl.",
          "org.nd4j.",
          "org.bytedeco.",
          "jna.",
          "ENGINE_CACHE_DIR",
          "DJL_CACHE_DIR");

  private WorkerCommand() {}

  /**
   * A process that is ready to be started.
   *
   * @param directory the worker's private directory
   * @param heapBytes its largest heap
   * @param device where it will compute
   */
  static ProcessBuilder of(WorkDirectory directory, long heapBytes, Device device) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options(directory, heapBytes));
    command.addAll(inherited(System.getProperties()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(WorkerMain.class.getName(), directory.path().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    setEnvironment(builder.environment(), device);
    return builder;
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

  private static List<String> inherited(Properties properties) {
    return properties.stringPropertyNames().stream()
        .filter(name -> INHERITED.stream().anyMatch(name::startsWith))
        .filter(name -> !name.equals("ai.djl.offline") && !name.equals("jna.tmpdir"))
        .sorted()
        .map(name -> "-D" + name + "=" + properties.getProperty(name))
        .toList();
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
