package dev.lockstep.storage;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;

/** Two names that change places in one step of the operating system. */
final class NameExchange {
  /** "Relative to the working directory", which absolute paths are not. */
  private static final int AT_FDCWD = -100;

  private static final int RENAME_EXCHANGE = 2;
  private static final int RENAME_SWAP = 2;

  private NameExchange() {}

  /**
   * Exchanges two names of the same file system.
   *
   * @return false if nothing was done, as the system or the file system cannot do it
   */
  static boolean of(Path one, Path other) {
    byte[] first = inTheSystemsWords(one);
    byte[] second = inTheSystemsWords(other);
    try {
      if (Platform.isLinux()) {
        Object[] arguments = {AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE};
        return NativeLibrary.getInstance("c").getFunction("renameat2").invokeInt(arguments) == 0;
      }
      if (Platform.isMac()) {
        Object[] arguments = {first, second, RENAME_SWAP};
        return NativeLibrary.getInstance("c").getFunction("renamex_np").invokeInt(arguments) == 0;
      }
      return false;
    } catch (LinkageError e) {
      // JNA cannot unpack its library, or the system's C library is too old.
      return false;
    }
  }

  private static byte[] inTheSystemsWords(Path path) {
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    byte[] name = path.toAbsolutePath().toString().getBytes(charset);
    return Arrays.copyOf(name, name.length + 1);
  }
}
