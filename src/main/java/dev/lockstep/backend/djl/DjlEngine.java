package dev.lockstep.backend.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.UnsupportedExecutionException;

/**
 * The PyTorch engine, with the settings that DJL reads once, when it is loaded.
 *
 * <p>They are system properties because DJL takes them no other way. A process that has loaded DJL
 * before keeps the settings that it had then.
 */
final class DjlEngine {
  private static final String NAME = "PyTorch";

  private DjlEngine() {}

  /**
   * A manager of native memory on a device; loads the engine if nobody has. This is the only place
   * that knows DJL's devices.
   *
   * @throws UnsupportedExecutionException if the engine cannot be loaded, or only with the network,
   *     or does not see that GPU
   * @throws IllegalStateException if an unpacked library is not the one in the jar
   */
  static NDManager newManager(Device device) {
    Engine engine = load();
    if (!(device instanceof Device.Cuda gpu)) {
      return engine.newBaseManager(ai.djl.Device.cpu());
    }
    // DJL itself notices only when the first array is made.
    if (gpu.index() >= engine.getGpuCount()) {
      throw new UnsupportedExecutionException(
          "PyTorch as DJL loaded it sees " + engine.getGpuCount() + " GPU(s), no " + gpu.label());
    }
    return engine.newBaseManager(ai.djl.Device.gpu(gpu.index()));
  }

  private static Engine load() {
    stayOffline();
    // On matrices of this size a second thread costs more than it computes.
    setIfAbsent("ai.djl.pytorch.num_threads", "1");
    setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
    refuseDamagedLibraries();
    try {
      return Engine.getEngine(NAME);
    } catch (EngineException | LinkageError e) {
      throw new UnsupportedExecutionException(
          "DJL cannot load PyTorch: "
              + rootCause(e)
              + "; it needs the jars pytorch-jni and pytorch-native of "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " on the class path and a cache folder that it may write to");
    }
  }

  /**
   * Downloads of missing natives off, and the call home that the Engine class makes when loaded.
   */
  private static void stayOffline() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    if (!Utils.isOfflineMode()) {
      throw new UnsupportedExecutionException(
          "DJL_OFFLINE="
              + System.getenv("DJL_OFFLINE")
              + " in the environment lets DJL use the network; unset it or set it to true");
    }
  }

  private static void refuseDamagedLibraries() {
    new NativeCache(DjlEngine.class.getClassLoader())
        .damage()
        .ifPresent(
            damage -> {
              throw new IllegalStateException(damage);
            });
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static String rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString().lines().findFirst().orElse("");
  }
}
