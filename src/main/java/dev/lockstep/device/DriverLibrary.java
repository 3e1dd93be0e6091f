package dev.lockstep.device;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.lockstep.backend.ComputeCapability;
import dev.lockstep.backend.CudaVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The library through which programs talk to the NVIDIA driver, asked for what it knows without
 * making a context on any GPU. Function names and numbers are those of the CUDA Driver API
 * reference.
 */
final class DriverLibrary {
  private static final int SUCCESS = 0;
  private static final int NO_DEVICE = 100;
  private static final int COMPUTE_CAPABILITY_MAJOR = 75;
  private static final int COMPUTE_CAPABILITY_MINOR = 76;
  private static final int LONGEST_NAME = 256;
  private static final int RTLD_LAZY = 0x1;
  private static final int RTLD_NODELETE = 0x1000;

  private final NativeLibrary library;

  private DriverLibrary(NativeLibrary library) {
    this.library = library;
  }

  /** The name under which the operating system knows the library. */
  static String systemName() {
    return Platform.isWindows() ? "nvcuda" : "libcuda.so.1";
  }

  /**
   * Asks the driver, whose library then stays loaded: it keeps threads and is not made to be taken
   * out of a process.
   *
   * @param nameOrPath a name for the operating system to find, or a path
   */
  static NvidiaDriver ask(String nameOrPath) {
    Optional<String> obstacle = TemporaryDirectory.obstacle();
    if (obstacle.isPresent()) {
      // JNA would unpack there, fail, and print its own stack trace.
      return new NvidiaDriver.Absent("the NVIDIA driver cannot be asked: " + obstacle.get());
    }
    DriverLibrary driver;
    try {
      driver = new DriverLibrary(NativeLibrary.getInstance(nameOrPath, stayLoaded()));
    } catch (UnsatisfiedLinkError e) {
      return new NvidiaDriver.Absent("no NVIDIA driver: " + nameOrPath + " cannot be loaded");
    }
    try {
      return driver.answer();
    } catch (CallFailed | UnsatisfiedLinkError e) {
      return new NvidiaDriver.Absent("the NVIDIA driver does not work: " + firstLine(e));
    }
  }

  /** JNA unloads a library with its last reference, and elsewhere there are no such flags. */
  private static Map<String, Object> stayLoaded() {
    return Platform.isLinux()
        ? Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY | RTLD_NODELETE)
        : Map.of();
  }

  private static String firstLine(Throwable thrown) {
    return thrown.getMessage().lines().findFirst().orElse("");
  }

  private NvidiaDriver answer() {
    int started = function("cuInit").invokeInt(new Object[] {0});
    if (started == NO_DEVICE) {
      return new NvidiaDriver.Present(newestCuda(), List.of());
    }
    check("cuInit", started);
    IntByReference count = new IntByReference();
    call("cuDeviceGetCount", count);
    List<Gpu> gpus = new ArrayList<>();
    for (int index = 0; index < count.getValue(); index++) {
      gpus.add(gpu(index));
    }
    return new NvidiaDriver.Present(newestCuda(), gpus);
  }

  private CudaVersion newestCuda() {
    IntByReference version = new IntByReference();
    call("cuDriverGetVersion", version);
    return CudaVersion.ofNumber(version.getValue());
  }

  private Gpu gpu(int index) {
    IntByReference handle = new IntByReference();
    call("cuDeviceGet", handle, index);
    int device = handle.getValue();
    byte[] name = new byte[LONGEST_NAME];
    call("cuDeviceGetName", name, name.length, device);
    LongByReference memory = new LongByReference();
    call("cuDeviceTotalMem_v2", memory, device);
    ComputeCapability capability =
        new ComputeCapability(
            attribute(COMPUTE_CAPABILITY_MAJOR, device),
            attribute(COMPUTE_CAPABILITY_MINOR, device));
    return new Gpu(index, untilZero(name), memory.getValue(), capability);
  }

  private int attribute(int attribute, int device) {
    IntByReference value = new IntByReference();
    call("cuDeviceGetAttribute", value, attribute, device);
    return value.getValue();
  }

  private static String untilZero(byte[] text) {
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  private void call(String name, Object... arguments) {
    check(name, function(name).invokeInt(arguments));
  }

  private void check(String name, int result) {
    if (result != SUCCESS) {
      throw new CallFailed(name + " returned " + result + " (" + errorName(result) + ")");
    }
  }

  private String errorName(int result) {
    PointerByReference name = new PointerByReference();
    int found = function("cuGetErrorName").invokeInt(new Object[] {result, name});
    return found == SUCCESS ? name.getValue().getString(0) : "an unknown error";
  }

  private Function function(String name) {
    return library.getFunction(name);
  }

  private static final class CallFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallFailed(String message) {
      super(message);
    }
  }
}
