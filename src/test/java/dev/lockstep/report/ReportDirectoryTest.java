package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    Path page = ReportDirectory.write(Reports.PASSING, directory);
    assertEquals(directory.resolve("index.html"), page);
    assertEquals(List.of("index.html", "report.json", "summary.md"), names(directory));
    assertEquals(HtmlReport.of(Reports.PASSING), Files.readString(page));
  }

  @Test
  void anEarlierReportIsReplaced() throws IOException {
    ReportDirectory.write(Reports.MIXED, temporary);
    ReportDirectory.write(Reports.PASSING, temporary);
    assertEquals(
        JsonReport.of(Reports.PASSING), Files.readString(temporary.resolve("report.json")));
    assertEquals(List.of("index.html", "report.json", "summary.md"), names(temporary));
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
    return assertThrows(
            UnwritableReportException.class,
            () -> ReportDirectory.write(Reports.PASSING, directory))
        .getMessage();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
