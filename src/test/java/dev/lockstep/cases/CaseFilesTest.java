package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        directory + ": found a directory without *.json file; allowed: at least one case file",
        refusal(directory));
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
    return CaseFiles.read(Arrays.asList(paths));
  }

  private static String refusal(Path... paths) {
    return assertThrows(InvalidCaseException.class, () -> read(paths)).getMessage();
  }
}
