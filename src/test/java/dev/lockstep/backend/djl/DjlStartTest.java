package dev.lockstep.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens before the first training, each time in a fresh JVM that logs loaded classes. */
class DjlStartTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @Test
  void infoNamesTheLibraryWithoutTouchingItsEngine() {
    List<String> output = fork("info", Map.of());
    assertTrue(
        output.stream().anyMatch(line -> line.matches("djl-cell: .*DJL 0\\.\\d.*PyTorch 2\\..*")),
        () -> String.join("\n", output));
    assertEquals(List.of(), loaded(output, "ai.djl.engine."));
    assertEquals(List.of(), loaded(output, "ai.djl.pytorch."));
  }

  @Test
  void trainingMakesNoHttpConnection() {
    List<String> output = fork("train", Map.of());
    assertTrue(output.contains("trained epoch 1"), () -> String.join("\n", output));
    assertFalse(loaded(output, "ai.djl.engine.Engine ").isEmpty(), "the log names no class");
    assertEquals(List.of(), loaded(output, "sun.net.www.protocol.http.HttpURLConnection "));
  }

  @Test
  void oneThreadComputesWhateverOpenMpIsTold() {
    List<String> output = fork("train", Map.of("OMP_NUM_THREADS", "2"));
    assertTrue(output.contains("intra-op threads 1"), () -> String.join("\n", output));
    assertTrue(output.contains("inter-op threads 1"), () -> String.join("\n", output));
  }

  @Test
  void refusesToStartWhereTheEnvironmentAllowsTheNetwork() {
    List<String> output = fork("train", Map.of("DJL_OFFLINE", "false"));
    assertTrue(
        output.contains(
            "refused: DJL_OFFLINE=false in the environment lets DJL use the network;"
                + " unset it or set it to true"),
        () -> String.join("\n", output));
    assertEquals(List.of(), loaded(output, "ai.djl.engine.Engine "));
  }

  @Test
  void saysWhichJarsAreNeededWhereThereAreNoNatives(@TempDir Path emptyCache) {
    String withoutNatives =
        Arrays.stream(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> !entry.contains("pytorch-native"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> output =
        fork(withoutNatives, "train", Map.of("ENGINE_CACHE_DIR", emptyCache.toString()));
    assertTrue(
        output.stream()
            .anyMatch(
                line ->
                    line.matches(
                        "refused: DJL cannot load PyTorch: .*; it needs the jars pytorch-jni"
                            + " and pytorch-native of \\S+.* on the class path and a cache"
                            + " folder that it may write to")),
        () -> String.join("\n", output));
    assertEquals(List.of(), loaded(output, "sun.net.www.protocol.http.HttpURLConnection "));
  }

  private static List<String> loaded(List<String> output, String prefix) {
    return output.stream()
        .filter(line -> line.startsWith("[") && line.contains("] " + prefix))
        .collect(Collectors.toList());
  }

  private static List<String> fork(String argument, Map<String, String> environment) {
    return fork(CLASS_PATH, argument, environment);
  }

  private static List<String> fork(
      String classPath, String argument, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load",
            "-cp",
            classPath,
            ForkedTraining.class.getName(),
            argument);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    try {
      Process process = builder.start();
      byte[] output = process.getInputStream().readAllBytes();
      return new String(output, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
