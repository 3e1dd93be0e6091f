package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a run of many verifications leaves behind. */
@EnabledOnOs(OS.LINUX)
class SoakTest {
  private static final int PART = 100;
  private static final double GROWTH = 1.05;

  @TempDir Path temporary;

  @Test
  void tenVerificationsLeaveNoProcessNoFileAndNoFileDescriptor() throws Exception {
    List<Soak.Usage> usages = soak(10);
    assertNothingOpened(usages);
  }

  @Test
  @Tag("soak")
  void fiveHundredVerificationsUseNoMoreMemoryAtTheEndThanAtTheStart() throws Exception {
    List<Soak.Usage> usages = soak(5 * PART);
    assertNothingOpened(usages);
    assertFlat("parent's heap", usages, Soak.Usage::parentHeap);
    assertFlat("parent's resident memory", usages, Soak.Usage::parentResident);
    assertFlat("workers' resident memory", usages, Soak.Usage::workersResident);
  }

  private List<Soak.Usage> soak(int verifications) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            Soak.class.getName(),
            temporary.toString(),
            String.valueOf(verifications));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A heap that the collector moves into bit by bit would look like a leak.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Xms128m -XX:+AlwaysPreTouch");
    Process process = builder.start();
    List<String> lines = new ArrayList<>();
    List<ProcessHandle> workers = new ArrayList<>();
    process
        .inputReader()
        .lines()
        .forEach(
            line -> {
              lines.add(line);
              workers.addAll(process.descendants().toList());
            });
    assertEquals(0, process.waitFor(), () -> String.join("\n", lines));
    assertTrue(!workers.isEmpty(), "no worker was seen");
    assertTrue(workers.stream().noneMatch(ProcessHandle::isAlive), "a worker is still alive");
    assertEquals(List.of(), Parent.files(temporary));
    List<Soak.Usage> usages =
        lines.stream().filter(line -> line.matches("[0-9 ]+")).map(SoakTest::usage).toList();
    assertEquals(verifications, usages.size());
    return usages;
  }

  private static Soak.Usage usage(String line) {
    long[] numbers = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Soak.Usage(numbers[0], numbers[1], numbers[2], (int) numbers[3], (int) numbers[4]);
  }

  /** The first verification starts the workers; the second may still load what it did not need. */
  private static void assertNothingOpened(List<Soak.Usage> usages) {
    Soak.Usage early = usages.get(2);
    Soak.Usage late = usages.get(usages.size() - 1);
    assertEquals(early.parentFds(), late.parentFds());
    assertEquals(early.workersFds(), late.workersFds());
  }

  private static void assertFlat(
      String what, List<Soak.Usage> usages, ToLongFunction<Soak.Usage> memory) {
    double first = mean(usages.subList(0, PART), memory);
    double last = mean(usages.subList(usages.size() - PART, usages.size()), memory);
    assertTrue(last <= GROWTH * first, what + " grew from " + first + " to " + last + " KiB");
  }

  private static double mean(List<Soak.Usage> usages, ToLongFunction<Soak.Usage> memory) {
    return usages.stream().mapToLong(memory).average().orElseThrow();
  }
}
