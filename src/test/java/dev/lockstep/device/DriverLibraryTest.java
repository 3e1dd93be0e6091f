package dev.lockstep.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.ComputeCapability;
import dev.lockstep.backend.CudaVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
class DriverLibraryTest {
  private static final int NO_DEVICE = 100;

  @TempDir Path directory;

  @Test
  void aMissingLibraryMeansNoDriver() {
    String path = directory.resolve("libcuda.so.1").toString();
    assertEquals(
        new NvidiaDriver.Absent("no NVIDIA driver: " + path + " cannot be loaded"),
        DriverLibrary.ask(path));
  }

  @Test
  void aFileThatIsNoLibraryMeansNoDriver() throws Exception {
    Path file = Files.writeString(directory.resolve("libcuda.so.1"), "not a library");
    assertEquals(
        new NvidiaDriver.Absent("no NVIDIA driver: " + file + " cannot be loaded"),
        DriverLibrary.ask(file.toString()));
  }

  @Test
  void aDriverWithoutADeviceIsThereAndShowsNone() {
    Path library = StandIn.driver(directory, NO_DEVICE, 12020);
    assertEquals(
        new NvidiaDriver.Present(new CudaVersion(12, 2), List.of()),
        DriverLibrary.ask(library.toString()));
  }

  @Test
  void aDriverThatDoesNotStartSaysWhy() {
    Path library = StandIn.driver(directory, 804, 12020);
    assertEquals(
        new NvidiaDriver.Absent(
            "the NVIDIA driver does not work: cuInit returned 804"
                + " (CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE)"),
        DriverLibrary.ask(library.toString()));
  }

  @Test
  void anErrorThatTheDriverHasNoNameForIsReportedByNumber() {
    Path library = StandIn.driver(directory, 12345, 12020);
    assertEquals(
        new NvidiaDriver.Absent(
            "the NVIDIA driver does not work: cuInit returned 12345 (an unknown error)"),
        DriverLibrary.ask(library.toString()));
  }

  @Test
  void aLibraryWithoutTheDriversFunctionsIsNoDriver() {
    Path library = StandIn.runtime(directory, 12040, "libcuda.so.1");
    NvidiaDriver.Absent absent = (NvidiaDriver.Absent) DriverLibrary.ask(library.toString());
    assertEquals(1, absent.reason().lines().count());
    assertEquals(
        "the NVIDIA driver does not work: Error looking up function 'cuInit'",
        absent.reason().split(":")[0] + ":" + absent.reason().split(":")[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "Tesla T4, 7, 5, 15835660288, 12040",
    "NVIDIA A100-SXM4-80GB, 8, 0, 85094825984, 12020",
    "NVIDIA L4, 8, 9, 23580639232, 12080",
    "NVIDIA H100 80GB HBM3, 9, 0, 84929347584, 13000",
    "NVIDIA GeForce RTX 5090, 12, 0, 33668988928, 12080",
    "Tesla K80, 3, 7, 11997020160, 11040",
  })
  void aGpuIsDescribedAsTheDriverDescribesIt(
      String name, int major, int minor, long memory, int version) {
    Gpu gpu = new Gpu(0, name, memory, new ComputeCapability(major, minor));
    Path library = StandIn.driver(directory, version, gpu);
    assertEquals(
        new NvidiaDriver.Present(CudaVersion.ofNumber(version), List.of(gpu)),
        DriverLibrary.ask(library.toString()));
  }

  @Test
  void gpusOfDifferentKindsKeepTheDriversOrder() {
    Gpu first = new Gpu(0, "NVIDIA H100 PCIe", 85_000_000_000L, new ComputeCapability(9, 0));
    Gpu second = new Gpu(1, "Tesla T4", 15_800_000_000L, new ComputeCapability(7, 5));
    Path library = StandIn.driver(directory, 12040, first, second);
    assertEquals(
        new NvidiaDriver.Present(new CudaVersion(12, 4), List.of(first, second)),
        DriverLibrary.ask(library.toString()));
  }
}
