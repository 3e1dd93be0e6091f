package dev.lockstep.backend.nd4j;

import dev.lockstep.backend.UnsupportedExecutionException;
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
   * @throws UnsupportedExecutionException if the native library cannot be loaded here
   */
  static void load() {
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
  }
}
