package dev.lockstep.device;

import java.nio.file.Path;

/**
 * Prints the runtime that JNA finds, then, if a file is given, exposes it and prints again. JNA
 * reads its search path once for each process, so this runs in one of its own.
 */
final class CudaRuntimeProbe {

  private CudaRuntimeProbe() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println(CudaRuntime.visible(12));
    if (arguments.length > 0) {
      CudaRuntime.expose(Path.of(arguments[0]).toUri().toURL());
      System.out.println(CudaRuntime.visible(12));
    }
  }
}
