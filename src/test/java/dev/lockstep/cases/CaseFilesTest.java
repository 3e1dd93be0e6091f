package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseFilesTest {
  @TempDir Path directory;

  @Test
  void readsFilesInTheOrderGivenAndDirectoriesSortedByPath() throws IOException {
    Path z = write("z.json", "z");
    Path b = write("d/b.json", "b");
    Path deep = write("d/a/deep.json", "deep");
    Path other = write("case.txt", "other");
    write("d/ignored.txt", "ignored");
    List<Path> found = read(z, directory.resolve("d"), other).stream().map(CaseFile::path).toList();
    assertEquals(List.of(z, deep, b, other), found);
  }

  @Test
  void aFileReachedTwiceCountsOnce() throws IOException {
    Path file = write("a.json", "a");
    assertEquals(
        List.of(file), read(file, directory.resolve(".")).stream().map(CaseFile::path).toList());
  }

  @Test
  void aRecordingBelowADirectoryIsPassedOver() throws IOException {
    Path file = write("a.json", "a");
    Files.createDirectories(directory.resolve("recordings/mlp"));
    Files.writeString(directory.resolve("recordings/mlp/recording.json"), "{\"formatVersion\": 1}");
    assertEquals(List.of(file), read(directory).stream().map(CaseFile::path).toList());
  }

  @Test
  void namesThatDifferOnlyInCaseAreRefusedWithBothFiles() throws IOException {
    Path first = write("1.json", "Exam");
    Path second = write("2.json", "exam");
    assertEquals(
        second
            + ": name: found \"exam\", but "
            + first
            + " is named \"Exam\""
            + "; allowed: names that differ in more than upper and lower case",
        refusal(directory));
  }

  @Test
  void aMissingPathIsRefused() throws IOException {
    Path missing = directory.resolve("missing");
    assertEquals(
        missing + ": found no such file or directory; allowed: a case file or directory",
        refusal(write("a.json", "a"), missing));
  }

  @Test
  void aDirectoryWithoutCaseIsRefused() throws IOException {
    Files.createDirectories(directory.resolve("empty.json"));
    assertEquals(
        directory
            + ": found a directory without case among its *.json files"
            + "; allowed: at least one case file",
        refusal(directory));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1, 2]", "7", "{\"name\": \"a-package\", \"version\": \"1.0.0\"}"})
  void jsonOfOthersInADirectoryIsPassedOverByName(String content) throws IOException {
    Path file = write("a.json", "a");
    Path foreign = Files.writeString(directory.resolve("foreign.json"), content);
    CaseFiles found = CaseFiles.read(List.of(directory));
    assertEquals(List.of(file), found.cases().stream().map(CaseFile::path).toList());
    assertEquals(
        List.of(foreign + ": passed over, as it has none of task, model, init, training"),
        found.passedOver());
  }

  @Test
  void jsonOfOthersThatIsNamedIsRefused() throws IOException {
    write("a.json", "a");
    Path foreign = Files.writeString(directory.resolve("foreign.json"), "{\"version\": 1}");
    assertTrue(refusal(foreign).startsWith(foreign + ":1: version: found an unknown field"));
    assertTrue(refusal(directory, foreign).startsWith(foreign + ":1: version: found"));
  }

  @Test
  void aCaseWithAFieldLessIsNoFileOfOthers() throws IOException {
    Path file = write("a.json", "a");
    Files.writeString(file, Files.readString(file).replace("\"model\"", "\"modle\""));
    assertTrue(refusal(directory).contains("modle: found an unknown field"));
  }

  /** Reading a pipe waits for ever, and a device may have no end. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsNoRegularFileIsPassedOverInADirectoryAndRefusedByName() throws Exception {
    Path file = write("a.json", "a");
    Path pipe = directory.resolve("pipe.json");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    CaseFiles found = CaseFiles.read(List.of(directory));
    assertEquals(List.of(file), found.cases().stream().map(CaseFile::path).toList());
    assertEquals(List.of(pipe + ": passed over, as it is no regular file"), found.passedOver());
    assertEquals(
        pipe + ": found a pipe, a socket or a device; allowed: a regular file", refusal(pipe));
    assertEquals(
        "/dev/zero: found a pipe, a socket or a device; allowed: a regular file",
        refusal(Path.of("/dev/zero")));
  }

  @Test
  void aFileTooLargeToBeACaseIsRefusedUnread() throws IOException {
    Path large = directory.resolve("large.json");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(300L << 20);
    }
    assertEquals(
        large + ": found 314572800 bytes; allowed: at most 268435456 bytes", refusal(large));
  }

  @Test
  void noPathAtAllIsRefused() {
    assertEquals("found no case file; allowed: case files or directories", refusal());
  }

  @Test
  void anInvalidFileInADirectoryIsRefused() throws IOException {
    write("a.json", "a");
    Path bad = Files.writeString(directory.resolve("b.json"), "");
    assertEquals(
        bad + ": found an empty file; allowed: one JSON object in UTF-8", refusal(directory));
  }

  private Path write(String path, String name) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Task task = new Task("ab", 1, List.of("a", "b"));
    OptimizerSpec optimizer = new OptimizerSpec.Sgd(0.1);
    CaseWriter.write(
        new TrainingCase(name, "", task, CellKind.RNN, 1, 0, 1, optimizer, Optional.empty()), file);
    return file;
  }

  private static List<CaseFile> read(Path... paths) {
    return CaseFiles.read(Arrays.asList(paths)).cases();
  }

  private static String refusal(Path... paths) {
    return assertThrows(InvalidCaseException.class, () -> read(paths)).getMessage();
  }
}
