package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Which settings of this process a worker has too. */
class WorkerCommandTest {
  private final Properties properties = new Properties();

  WorkerCommandTest() {
    properties.setProperty("my.setting", "with a blank = and more");
    properties.setProperty("flag", "");
    properties.setProperty("java.version", "17");
    properties.setProperty("ENGINE_CACHE_DIR", "/cache");
    properties.setProperty("com.sun.management.jmxremote.port", "9010");
  }

  @Test
  void thoseOfTheCommandLineAndThoseOfTheLibraries() {
    List<String> arguments =
        List.of(
            "-Xmx1g",
            "-Dmy.setting=with a blank = and more",
            "-Dflag",
            "-Dcom.sun.management.jmxremote.port=9010");
    assertEquals(
        List.of("-DENGINE_CACHE_DIR=/cache", "-Dflag=", "-Dmy.setting=with a blank = and more"),
        WorkerCommand.inherited(properties, arguments));
  }
}
