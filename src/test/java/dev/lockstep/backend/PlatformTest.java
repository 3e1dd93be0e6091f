package dev.lockstep.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformTest {

  @Test
  void javasWordsForThePlatformsWithNativesAreKnown() {
    assertEquals(Optional.of(Platform.LINUX_X86_64), Platform.of("Linux", "amd64"));
    assertEquals(Optional.of(Platform.MACOS_ARM64), Platform.of("Mac OS X", "aarch64"));
    assertEquals(Optional.of(Platform.WINDOWS_X86_64), Platform.of("Windows 11", "amd64"));
  }

  @Test
  void platformsWithoutNativesAreNone() {
    assertEquals(Optional.empty(), Platform.of("Linux", "aarch64"));
    assertEquals(Optional.empty(), Platform.of("Mac OS X", "x86_64"));
    assertEquals(Optional.empty(), Platform.of("FreeBSD", "amd64"));
  }
}
