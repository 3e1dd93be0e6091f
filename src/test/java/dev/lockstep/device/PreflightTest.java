package dev.lockstep.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.ComputeCapability;
import dev.lockstep.backend.CudaRequirements;
import dev.lockstep.backend.CudaVersion;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.ElementaryErrors;
import dev.lockstep.backend.NativeArtifact;
import dev.lockstep.backend.NativeRequirements;
import dev.lockstep.backend.UnsupportedExecutionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreflightTest {
  private static final NativeArtifact CPU_NATIVES = new NativeArtifact("some-cpu", Map.of());
  private static final NativeArtifact CUDA_NATIVES = new NativeArtifact("some-cuda", Map.of());
  private static final BackendInfo BUNDLED = backend(Optional.empty());
  private static final BackendInfo LOOKING = backend(Optional.of(CUDA_NATIVES));
  private static final BackendInfo PLAIN =
      new BackendInfo("plain", "plain Java", "for this test", Set.of());

  private static final Gpu T4 = new Gpu(0, "Tesla T4", 1L << 34, new ComputeCapability(7, 5));
  private static final Gpu H100 = new Gpu(0, "NVIDIA H100", 1L << 36, new ComputeCapability(9, 0));
  private static final NvidiaDriver NONE = new NvidiaDriver.Absent("no NVIDIA driver");

  private static BackendInfo backend(Optional<NativeArtifact> runtime) {
    CudaRequirements cuda =
        new CudaRequirements(
            CUDA_NATIVES,
            new CudaVersion(12, 4),
            525,
            List.of(new ComputeCapability(7, 0), new ComputeCapability(8, 6)),
            runtime);
    return new BackendInfo(
        "some",
        "Some 1.0",
        "for this test",
        Set.of(),
        Optional.of(new NativeRequirements(CPU_NATIVES, cuda, "some:engine:1")),
        ElementaryErrors.ROUNDED,
        1);
  }

  private static Preflight preflight(NvidiaDriver driver, NativeArtifact... present) {
    return preflight(driver, Optional.empty(), present);
  }

  private static Preflight preflight(
      NvidiaDriver driver, Optional<CudaVersion> runtime, NativeArtifact... present) {
    return new Preflight(
        new Machine(driver, artifact -> List.of(present).contains(artifact), needed -> runtime));
  }

  private static NvidiaDriver driver(int major, int minor, Gpu... gpus) {
    return new NvidiaDriver.Present(new CudaVersion(major, minor), List.of(gpus));
  }

  private static String refusal(Preflight preflight, BackendInfo backend, String device) {
    DeviceRequest request = DeviceRequest.parse(device);
    String message =
        assertThrows(UnsupportedExecutionException.class, () -> preflight.resolve(backend, request))
            .getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static Device resolved(Preflight preflight, BackendInfo backend, String device) {
    return preflight.resolve(backend, DeviceRequest.parse(device));
  }

  @Test
  void autoTakesTheProcessorWhereThereIsNoDriver() {
    Preflight preflight = preflight(NONE, CPU_NATIVES, CUDA_NATIVES);
    assertEquals(Device.CPU, resolved(preflight, BUNDLED, "auto"));
    assertEquals("some cannot run on cuda: no NVIDIA driver", refusal(preflight, BUNDLED, "cuda"));
    assertEquals(
        "some cannot run on cuda:1: no NVIDIA driver", refusal(preflight, BUNDLED, "cuda:1"));
  }

  @Test
  void autoTakesAGpuIfDriverCapabilityAndNativesAllowIt() {
    Preflight preflight = preflight(driver(12, 4, T4), CPU_NATIVES, CUDA_NATIVES);
    assertEquals(Device.cuda(0), resolved(preflight, BUNDLED, "auto"));
    assertEquals(Device.cuda(0), resolved(preflight, BUNDLED, "cuda"));
    assertEquals(Device.cuda(0), resolved(preflight, BUNDLED, "cuda:0"));
    assertEquals(Device.CPU, resolved(preflight, BUNDLED, "cpu"));
  }

  @Test
  void autoTakesTheProcessorIfTheNativesForGpusAreMissing() {
    Preflight preflight = preflight(driver(12, 4, T4), CPU_NATIVES);
    assertEquals(Device.CPU, resolved(preflight, BUNDLED, "auto"));
    assertEquals(
        "some cannot run on cuda:0: some-cuda for this platform is not on the class path;"
            + " build with -Pcuda",
        refusal(preflight, BUNDLED, "cuda:0"));
  }

  @Test
  void aGpuThatRunsNoneOfTheMachineCodeIsNamedWithItsCapability() {
    Preflight preflight = preflight(driver(13, 0, H100), CPU_NATIVES, CUDA_NATIVES);
    assertEquals(Device.CPU, resolved(preflight, BUNDLED, "auto"));
    assertEquals(
        "some cannot run on cuda: NVIDIA H100 has compute capability 9.0, some-cuda has code for"
            + " 7.0 8.6 only; use another GPU or cpu",
        refusal(preflight, BUNDLED, "cuda"));
  }

  @Test
  void aSmallerMinorCapabilityRunsOnALargerOneAndNotTheOtherWayRound() {
    Gpu ada = new Gpu(0, "NVIDIA L4", 1L << 34, new ComputeCapability(8, 9));
    Gpu a100 = new Gpu(0, "NVIDIA A100", 1L << 36, new ComputeCapability(8, 0));
    assertEquals(
        Device.cuda(0), resolved(preflight(driver(12, 4, ada), CUDA_NATIVES), BUNDLED, "cuda"));
    assertEquals(
        "some cannot run on cuda: NVIDIA A100 has compute capability 8.0, some-cuda has code for"
            + " 7.0 8.6 only; use another GPU or cpu",
        refusal(preflight(driver(12, 4, a100), CUDA_NATIVES), BUNDLED, "cuda"));
  }

  @Test
  void anOldDriverIsNamedWithTheOneThatWouldDo() {
    Preflight preflight = preflight(driver(11, 8, T4), CPU_NATIVES, CUDA_NATIVES);
    assertEquals(Device.CPU, resolved(preflight, BUNDLED, "auto"));
    assertEquals(
        "some cannot run on cuda:0: the NVIDIA driver runs CUDA up to 11.8, some-cuda needs 12.4;"
            + " install driver 525 or newer",
        refusal(preflight, BUNDLED, "cuda:0"));
  }

  @Test
  void anOlderMinorVersionOfTheDriverWillDo() {
    Preflight preflight = preflight(driver(12, 0, T4), CUDA_NATIVES);
    assertEquals(Device.cuda(0), resolved(preflight, BUNDLED, "cuda"));
  }

  @Test
  void ofTwoGpusTheFirstUsableOneIsTaken() {
    Gpu second = new Gpu(1, "Tesla T4", 1L << 34, new ComputeCapability(7, 5));
    Preflight preflight = preflight(driver(12, 4, H100, second), CPU_NATIVES, CUDA_NATIVES);
    assertEquals(Device.cuda(1), resolved(preflight, BUNDLED, "auto"));
    assertEquals(Device.cuda(1), resolved(preflight, BUNDLED, "cuda"));
    refusal(preflight, BUNDLED, "cuda:0");
    assertEquals(
        "some cannot run on cuda:2: the last GPU is cuda:1", refusal(preflight, BUNDLED, "cuda:2"));
  }

  @Test
  void ofTwoUnusableGpusEachReasonIsGiven() {
    Gpu second = new Gpu(1, "Tesla K80", 1L << 33, new ComputeCapability(3, 7));
    String refusal = refusal(preflight(driver(12, 4, H100, second), CUDA_NATIVES), BUNDLED, "cuda");
    assertEquals(
        "some cannot run on cuda: cuda:0: NVIDIA H100 has compute capability 9.0, some-cuda has"
            + " code for 7.0 8.6 only; use another GPU or cpu; cuda:1: Tesla K80 has compute"
            + " capability 3.7, some-cuda has code for 7.0 8.6 only; use another GPU or cpu",
        refusal);
  }

  @Test
  void aDriverThatShowsNoGpuSaysWhereToLook() {
    assertEquals(
        "some cannot run on cuda:0: the NVIDIA driver shows no GPU; see nvidia-smi and"
            + " CUDA_VISIBLE_DEVICES",
        refusal(preflight(driver(12, 4), CPU_NATIVES, CUDA_NATIVES), BUNDLED, "cuda:0"));
  }

  @Test
  void theProcessorNeedsItsOwnNatives() {
    String why =
        "some-cpu for this platform is not on the class path; build without -Pcuda, or, where Lockstep is a dependency, add some:engine:1";
    Preflight preflight = preflight(NONE, CUDA_NATIVES);
    assertEquals("some cannot run on cpu: " + why, refusal(preflight, BUNDLED, "cpu"));
    assertEquals(
        "some cannot run on auto: cuda: no NVIDIA driver; cpu: " + why,
        refusal(preflight, BUNDLED, "auto"));
  }

  @Test
  void plainJavaComputesOnTheProcessorOnly() {
    Preflight preflight = preflight(driver(12, 4, T4));
    assertEquals(Device.CPU, resolved(preflight, PLAIN, "auto"));
    assertEquals(Device.CPU, resolved(preflight, PLAIN, "cpu"));
    assertEquals(
        "plain cannot run on cuda:0: it is plain Java and computes on the cpu only",
        refusal(preflight, PLAIN, "cuda:0"));
  }

  @Test
  void aBackendThatLooksForARuntimeNeedsOneOfItsMajorVersionThatIsNotOlder() {
    NvidiaDriver driver = driver(13, 0, T4);
    Optional<CudaVersion> newer = Optional.of(new CudaVersion(12, 9));
    assertEquals(Device.cuda(0), resolved(preflight(driver, newer, CUDA_NATIVES), LOOKING, "cuda"));
    for (CudaVersion unfit :
        List.of(new CudaVersion(11, 6), new CudaVersion(12, 3), new CudaVersion(13, 4))) {
      assertEquals(
          "some cannot run on cuda: it needs a CUDA runtime library (cudart) 12.4 or newer of major"
              + " version 12 and finds "
              + unfit
              + "; start Java with -Djna.library.path=DIRECTORY of one",
          refusal(preflight(driver, Optional.of(unfit), CUDA_NATIVES), LOOKING, "cuda"));
    }
    assertEquals(
        "some cannot run on cuda: it needs a CUDA runtime library (cudart) 12.4 or newer of major"
            + " version 12 and finds none; start Java with -Djna.library.path=DIRECTORY of one",
        refusal(preflight(driver, CUDA_NATIVES), LOOKING, "cuda"));
  }
}
