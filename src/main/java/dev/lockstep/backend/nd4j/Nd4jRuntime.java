package dev.lockstep.backend.nd4j;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.UnsupportedExecutionException;
import java.util.Locale;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Loads ND4J's native library and makes it compute in the calling thread only. A case's arrays are
 * so small that handing a part to another thread takes longer than computing it, and a fixed order
 * of summation makes two runs equal to the last bit. The settings are ND4J's own, for the whole
 * process, and stay in force after the last session.
 */
final class Nd4jRuntime {
  private Nd4jRuntime() {}

  /**
   * Loads the library and turns the calling thread to a device; a session belongs to the thread
   * that this was called in if there are several GPUs.
   *
   * @throws UnsupportedExecutionException if the native library cannot be loaded here, or is the
   *     one for another kind of device: ND4J takes whichever it finds without saying so
   */
  static void load(Device device) {
    try {
      Nd4j.getEnvironment().setMaxThreads(1);
      Nd4j.getEnvironment().setMaxMasterThreads(1);
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
      Nd4j.factory().blas().setMaxThreads(1);
    } catch (LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UnsupportedExecutionException(
          "ND4J's native library cannot be loaded: "
              + cause.toString().lines().findFirst().orElse("no reason given"));
    }
    ExecutionerType loaded = Nd4j.getExecutioner().type();
    boolean cudaAsked = device instanceof Device.Cuda;
    if (cudaAsked != (loaded == ExecutionerType.CUDA)) {
      throw new UnsupportedExecutionException(
          String.format(
              Locale.ROOT,
              "ND4J has loaded its natives for %s, which do not compute on %s",
              loaded,
              device.label()));
    }
    if (device instanceof Device.Cuda gpu) {
      Nd4j.getAffinityManager().unsafeSetDevice(gpu.index());
    }
  }
}
