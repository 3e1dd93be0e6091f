package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.verification.JobResult;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Workers where disk, home, caches, names or language are not what they should be. */
@EnabledOnOs(OS.LINUX)
class SurroundingsTest {
  private static final String JAVACPP_CACHE = "org.bytedeco.javacpp.cachedir";

  @TempDir Path directory;

  @Test
  void aFullDiskFailsTheJobAndSaysSo() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Command.assume("mount", "-t", "tmpfs", "-o", "size=12k", "tmpfs", disk.toString());
    try (WorkerRunner runner =
        new WorkerRunner(WorkerSettings.defaults().withTemporaryDirectory(disk))) {
      JobResult.Failed failed =
          assertInstanceOf(
              JobResult.Failed.class,
              runner.run(Examples.job(new ReferenceBackend(), ""), epoch -> {}));
      assertTrue(
          failed
              .reason()
              .matches(
                  "the worker process could not write .*/response: No space left on device after"
                      + " epoch 4 of 4"),
          failed.reason());
      assertEquals(List.of(), Parent.files(disk));
    } finally {
      Command.assume("umount", disk.toString());
    }
  }

  @Test
  void aHomeThatCannotBeWrittenAndNamesInKoreanWithSpacesDoNotMatter() throws Exception {
    Path home = Files.createDirectory(directory.resolve("읽기 전용 집"));
    Path temporary = Files.createDirectory(directory.resolve("임시 폴더"));
    Command.assume("mount", "-t", "tmpfs", "-o", "size=4k,ro", "tmpfs", home.toString());
    try {
      assertCompleted(run(List.of("-Duser.home=" + home), temporary));
    } finally {
      Command.assume("umount", home.toString());
    }
    assertEquals(List.of(), Parent.files(temporary));
  }

  @Test
  void aTurkishParentHasTheSameResults() throws Exception {
    assertEquals(
        run(List.of(), directory),
        run(List.of("-Duser.language=tr", "-Duser.country=TR"), directory));
  }

  @Test
  void twoRunsStartAtOnceOnAColdCacheAndADamagedFileIsNamedAfterwards() throws Exception {
    Path cache = Files.createDirectory(directory.resolve("cache"));
    List<String> options =
        List.of("-DENGINE_CACHE_DIR=" + cache, "-D" + JAVACPP_CACHE + "=" + cache);
    Parent first = start(options, directory);
    Parent second = start(options, directory);
    assertCompleted(first.output());
    assertCompleted(second.output());

    Path torch = find(cache, "libtorch_cpu.so");
    long whole = Files.size(torch);
    truncate(torch);
    truncate(find(cache, "libnd4jcpu.so"));
    List<String> output = run(options, directory);
    assertEquals(
        ("djl-sequence Failed[reason=the unpacked library %s is damaged:"
                + " it has %d bytes, in the jar %d; delete the folder %s and run again, details=")
            .formatted(torch, whole / 2, whole, torch.getParent()),
        output.stream()
            .filter(line -> line.startsWith("djl-sequence"))
            .findFirst()
            .orElseThrow()
            .replaceFirst("\\[at .*", ""));
    // JavaCPP compares sizes itself, and unpacks again.
    assertTrue(output.stream().anyMatch(line -> line.startsWith("nd4j completed")), "" + output);
    assertTrue(output.stream().anyMatch(line -> line.startsWith("reference completed")));
  }

  private static Parent start(List<String> options, Path temporary) throws Exception {
    return Parent.start(
        List.of(), options, temporary.toString(), "", Parent.REFERENCE, Parent.DJL, Parent.ND4J);
  }

  private static List<String> run(List<String> options, Path temporary) throws Exception {
    return new ArrayList<>(start(options, temporary).output());
  }

  private static void assertCompleted(List<String> output) {
    for (String name : List.of("reference", "djl-sequence", "nd4j")) {
      assertTrue(
          output.stream().anyMatch(line -> line.startsWith(name + " completed")),
          String.join("\n", output));
    }
  }

  private static Path find(Path folder, String name) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  private static void truncate(Path file) throws Exception {
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(file) / 2);
    }
  }
}
