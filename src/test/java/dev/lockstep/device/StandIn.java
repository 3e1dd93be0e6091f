package dev.lockstep.device;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compiles stand-ins for NVIDIA's libraries, so that their answers can be had without a GPU. */
public final class StandIn {

  private StandIn() {}

  /** A driver's library named {@code libcuda.so.1} that starts and shows these GPUs. */
  public static Path driver(Path directory, int version, Gpu... gpus) {
    return driver(directory, 0, version, gpus);
  }

  /** A driver's library named {@code libcuda.so.1} whose start returns a result. */
  static Path driver(Path directory, int initResult, int version, Gpu... gpus) {
    String entries =
        List.of(gpus).stream()
            .map(
                gpu ->
                    "{\"%s\", %dull, %d, %d}"
                        .formatted(
                            gpu.name(),
                            gpu.memoryBytes(),
                            gpu.capability().major(),
                            gpu.capability().minor()))
            .collect(joining(",\n  "));
    String answers =
        """
        #define INIT_RESULT %d
        #define DRIVER_VERSION %d
        #define GPU_COUNT %d
        static const struct gpu GPUS[] = {
          %s
        };
        """
            .formatted(
                initResult, version, gpus.length, gpus.length == 0 ? "{\"\", 0, 0, 0}" : entries);
    write(directory.resolve("answers.h"), answers);
    return compile(directory, "libcuda.c", "libcuda.so.1", List.of());
  }

  /** A runtime library of that version. */
  static Path runtime(Path directory, int version, String fileName) {
    return compile(directory, "libcudart.c", fileName, List.of("-DRUNTIME_VERSION=" + version));
  }

  private static Path compile(
      Path directory, String source, String fileName, List<String> options) {
    Path library = directory.resolve(fileName);
    try (InputStream content = StandIn.class.getResourceAsStream(source)) {
      Files.copy(content, directory.resolve(source));
      List<String> command = new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-Wall"));
      command.addAll(options);
      command.addAll(List.of("-o", library.toString(), directory.resolve(source).toString()));
      Process compiler = start(command);
      String messages =
          new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, compiler.waitFor(), messages);
      return library;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return abort("gcc is not installed, so no stand-in for NVIDIA's libraries can be compiled");
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
