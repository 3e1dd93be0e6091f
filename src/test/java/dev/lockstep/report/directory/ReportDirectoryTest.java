package dev.lockstep.report.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportDirectoryTest {
  @TempDir private Path temporary;

  @Test
  void allFilesAreWrittenAndNothingElse() throws IOException {
    Path directory = temporary.resolve("a/b");
    Path page = Reports.PASSING.writeTo(directory);
    assertEquals(directory.resolve("index.html"), page);
    assertEquals(List.of("index.html", "junit.xml", "report.json", "summary.md"), names(directory));
    assertEquals(Reports.PASSING.html(), Files.readString(page));
  }

  @Test
  void anEarlierReportIsReplaced() throws IOException {
    Reports.MIXED.writeTo(temporary);
    Reports.PASSING.writeTo(temporary);
    assertEquals(Reports.PASSING.json(), Files.readString(temporary.resolve("report.json")));
    assertEquals(List.of("index.html", "junit.xml", "report.json", "summary.md"), names(temporary));
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    assertEquals(
        "cannot write the report to " + file + ": " + file + " is a file, not a directory",
        messageFor(file));
  }

  @Test
  void aFileInThePlaceOfAParentIsRefusedInOneLine() throws IOException {
    Path below = Files.createFile(temporary.resolve("file")).resolve("below");
    assertEquals(1, messageFor(below).lines().count());
  }

  @Test
  void nothingIsLeftWhereOneFileCannotBeWritten() throws IOException {
    Files.createDirectories(temporary.resolve("index.html/something"));
    String message = messageFor(temporary);
    assertEquals(
        "cannot write the report to "
            + temporary
            + ": "
            + temporary.resolve("index.html")
            + ": it is a directory",
        message);
    assertEquals(List.of("index.html"), names(temporary));
  }

  private static String messageFor(Path directory) {
    return assertThrows(UnwritableReportException.class, () -> Reports.PASSING.writeTo(directory))
        .getMessage();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
