package dev.lockstep.backend;

import java.util.Locale;
import java.util.Optional;

/** The operating systems and processors that the build brings natives for. */
public enum Platform {
  /** Linux on 64-bit Intel and AMD processors. */
  LINUX_X86_64,
  /** macOS on Apple's processors. */
  MACOS_ARM64,
  /** Windows on 64-bit Intel and AMD processors. */
  WINDOWS_X86_64;

  /** The platform of this process, or empty if it is none of these. */
  public static Optional<Platform> current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /**
   * The platform that Java's system properties name, or empty if it is none of these.
   *
   * @param osName the value of {@code os.name}
   * @param osArch the value of {@code os.arch}
   */
  static Optional<Platform> of(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.equals("linux") && osArch.equals("amd64")) {
      return Optional.of(LINUX_X86_64);
    }
    if (name.startsWith("mac") && osArch.equals("aarch64")) {
      return Optional.of(MACOS_ARM64);
    }
    if (name.startsWith("windows") && osArch.equals("amd64")) {
      return Optional.of(WINDOWS_X86_64);
    }
    return Optional.empty();
  }
}
