package dev.lockstep.report;

import dev.lockstep.report.console.GithubAnnotations;
import dev.lockstep.report.directory.ReportFiles;
import dev.lockstep.report.html.HtmlReport;
import dev.lockstep.report.json.JsonReport;
import dev.lockstep.report.markdown.MarkdownReport;
import dev.lockstep.report.said.Tally;
import dev.lockstep.report.xml.JUnitReport;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.ExitStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A report whose cases are all known.
 *
 * @param run its circumstances
 * @param outcomes one entry a case
 */
public record Report(Run run, List<CaseOutcome> outcomes) {

  /** Writes all files into a directory; the path of the page. */
  public Path writeTo(Path directory) {
    try (ReportFiles files = filledIn(directory)) {
      return files.write(run);
    }
  }

  public String text() {
    return in(
        directory -> {
          try (ReportFiles files = filledIn(directory)) {
            return files.text(run);
          }
        });
  }

  public String json() {
    return file(JsonReport.FILE);
  }

  public String html() {
    return file(HtmlReport.FILE);
  }

  public String markdown() {
    return file(MarkdownReport.FILE);
  }

  public String junit() {
    return file(JUnitReport.FILE);
  }

  public List<String> annotations() {
    GithubAnnotations annotations = new GithubAnnotations();
    outcomes.forEach(annotations::add);
    return annotations.lines();
  }

  public ExitStatus exitStatus() {
    Tally tally = new Tally();
    outcomes.forEach(tally::add);
    return tally.exitStatus();
  }

  private ReportFiles filledIn(Path directory) {
    ReportFiles files = new ReportFiles(Reports.PROGRAM, directory);
    outcomes.forEach(files::add);
    return files;
  }

  private String file(String name) {
    return in(
        directory -> {
          writeTo(directory);
          StringWriter text = new StringWriter();
          try (var reader = Files.newBufferedReader(directory.resolve(name))) {
            reader.transferTo(text);
          }
          return text.toString();
        });
  }

  private static String in(Work work) {
    try {
      Path directory = Files.createTempDirectory("report");
      try {
        return work.in(directory);
      } finally {
        for (String name : List.of("index.html", "report.json", "summary.md", "junit.xml")) {
          Files.deleteIfExists(directory.resolve(name));
        }
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is done in a directory that is there for it alone. */
  private interface Work {
    String in(Path directory) throws IOException;
  }
}
