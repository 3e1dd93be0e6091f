package dev.lockstep.device;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import dev.lockstep.backend.CudaVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * CUDA's runtime library where JNA finds it, which is where DJL looks before it believes that there
 * is a GPU.
 */
final class CudaRuntime {
  private static final String NAME = "cudart";

  private CudaRuntime() {}

  /**
   * The version that JNA finds, or empty if it finds none. Needs no driver.
   *
   * @param major the major version wanted, which is part of the name on Windows
   */
  static Optional<CudaVersion> visible(int major) {
    String name = Platform.isWindows() ? NAME + "64_" + major : NAME;
    try (NativeLibrary library = NativeLibrary.getInstance(name, ownHandle())) {
      IntByReference version = new IntByReference();
      int result = library.getFunction("cudaRuntimeGetVersion").invokeInt(new Object[] {version});
      return result == 0 ? Optional.of(CudaVersion.ofNumber(version.getValue())) : Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /**
   * Lets JNA find a copy of the library before any other, for the rest of this process. Whoever
   * asked JNA for the library before keeps what it got.
   *
   * @param library where the library is on the class path
   * @throws UncheckedIOException if it cannot be copied to a temporary directory
   */
  static void expose(URL library) {
    try (InputStream content = library.openStream()) {
      Path directory = Files.createTempDirectory("lockstep-cudart");
      Path file = directory.resolve(System.mapLibraryName(NAME));
      directory.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      Files.copy(content, file);
      NativeLibrary.addSearchPath(NAME, directory.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JNA shares a library among all who name the same options, and closes it for all of them. */
  private static Map<String, Object> ownHandle() {
    return Map.of(Library.OPTION_STRING_ENCODING, StandardCharsets.US_ASCII.name());
  }
}
