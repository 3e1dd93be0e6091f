package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.ForkedJava;
import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.ComputeCapability;
import dev.lockstep.backend.CudaRequirements;
import dev.lockstep.backend.CudaVersion;
import dev.lockstep.backend.ElementaryErrors;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.NativeArtifact;
import dev.lockstep.backend.NativeRequirements;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.device.Gpu;
import dev.lockstep.device.Machine;
import dev.lockstep.device.NvidiaDriver;
import dev.lockstep.device.Preflight;
import dev.lockstep.device.StandIn;
import dev.lockstep.model.ModelState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BackendsCommandTest {
  private static final NativeArtifact CPU = new NativeArtifact("some-cpu", Map.of());
  private static final NativeArtifact CUDA = new NativeArtifact("some-cuda", Map.of());
  private static final Gpu T4 =
      new Gpu(0, "Tesla T4", 15_835_660_288L, new ComputeCapability(7, 5));
  private static final Gpu H100 =
      new Gpu(1, "NVIDIA H100 PCIe", 85_094_825_984L, new ComputeCapability(9, 0));

  private static Backend described(BackendInfo info) {
    return new Backend() {

      @Override
      public BackendInfo info() {
        return info;
      }

      @Override
      public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
        throw new AssertionError("listing opens no session");
      }
    };
  }

  private static Backends twoBackends() {
    CudaRequirements cuda =
        new CudaRequirements(
            CUDA,
            new CudaVersion(12, 4),
            525,
            List.of(new ComputeCapability(7, 5)),
            Optional.empty());
    BackendInfo plain = new BackendInfo("plain", "plain Java", "", Set.of());
    BackendInfo some =
        new BackendInfo(
            "some",
            "Some 1.0",
            "",
            Set.of(),
            Optional.of(new NativeRequirements(CPU, cuda, "some:engine:1")),
            ElementaryErrors.ROUNDED,
            1);
    return new Backends(List.of(described(plain), described(some)));
  }

  private static List<String> run(NvidiaDriver driver, NativeArtifact... present) {
    Machine machine =
        new Machine(
            driver, artifact -> List.of(present).contains(artifact), needed -> Optional.empty());
    BackendsCommand command =
        new BackendsCommand(BackendsCommandTest::twoBackends, () -> new Preflight(machine));
    StringWriter out = new StringWriter();
    int status = new CommandLine(command).setOut(new PrintWriter(out)).execute();
    assertEquals(0, status);
    return out.toString().lines().toList();
  }

  @Test
  void withoutADriverEachBackendHasTheProcessorAndALineOnWhyThereIsNoGpu() {
    assertEquals(
        List.of(
            "Backend  Library     Natives     Device  Usable",
            "plain    plain Java  needs none  cpu     yes",
            "                                 cuda    no: it is plain Java and computes on the cpu"
                + " only",
            "some     Some 1.0    some-cpu    cpu     yes",
            "                                 cuda    no: no driver here",
            "",
            "no driver here"),
        run(new NvidiaDriver.Absent("no driver here"), CPU));
  }

  @Test
  void eachGpuHasALineForEachBackendAndIsDescribedBelow() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals(
          List.of(
              "Backend  Library     Natives     Device  Usable",
              "plain    plain Java  needs none  cpu     yes",
              "                                 cuda    no: it is plain Java and computes on the cpu"
                  + " only",
              "some     Some 1.0    some-cuda   cpu     no: some-cpu for this platform is not on the"
                  + " class path; build without -Pcuda, or, where Lockstep is a dependency, add some:engine:1",
              "                                 cuda:0  yes",
              "                                 cuda:1  no: NVIDIA H100 PCIe has compute capability"
                  + " 9.0, some-cuda has code for 7.5 only; use another GPU or cpu",
              "",
              "NVIDIA driver: runs CUDA up to 12.4, shows 2 GPU(s)",
              "  cuda:0  Tesla T4, 14.7 GiB, compute capability 7.5",
              "  cuda:1  NVIDIA H100 PCIe, 79.3 GiB, compute capability 9.0"),
          run(new NvidiaDriver.Present(new CudaVersion(12, 4), List.of(T4, H100)), CUDA));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void missingNativesAreSaid() {
    List<String> lines = run(new NvidiaDriver.Absent("no driver here"));
    assertTrue(
        lines.contains(
            "some     Some 1.0    none found  cpu     no: some-cpu for this platform is not on the"
                + " class path; build without -Pcuda, or, where Lockstep is a dependency, add some:engine:1"),
        String.join("\n", lines));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theInstalledBackendsAreListedWithoutLoadingAnEngine(@TempDir Path directory)
      throws Exception {
    StandIn.driver(directory, 12040, T4, H100);
    Path classes = directory.resolve("classes.txt");
    List<String> lines =
        ForkedJava.run(
            List.of("-Djna.library.path=" + directory, "-Xlog:class+load:file=" + classes),
            Main.class,
            "backends");
    assertEquals(
        List.of(
            "NVIDIA driver: runs CUDA up to 12.4, shows 2 GPU(s)",
            "  cuda:0  Tesla T4, 14.7 GiB, compute capability 7.5",
            "  cuda:1  NVIDIA H100 PCIe, 79.3 GiB, compute capability 9.0"),
        lines.subList(lines.size() - 3, lines.size()));
    for (String name : Backends.installed().names()) {
      assertTrue(lines.stream().anyMatch(line -> line.startsWith(name + " ")), name);
    }
    assertEquals(
        List.of(),
        Files.readAllLines(classes).stream()
            .filter(line -> line.matches(".* (ai[.]djl[.](engine|pytorch)|org[.]nd4j)[.].*"))
            .toList());
  }
}
