package dev.lockstep.report.directory;

import dev.lockstep.message.Reason;
import dev.lockstep.report.Program;
import dev.lockstep.report.Run;
import dev.lockstep.report.console.ConsoleReport;
import dev.lockstep.report.format.Format;
import dev.lockstep.report.format.Spool;
import dev.lockstep.report.html.HtmlReport;
import dev.lockstep.report.json.JsonReport;
import dev.lockstep.report.markdown.MarkdownReport;
import dev.lockstep.report.said.Tally;
import dev.lockstep.report.xml.JUnitReport;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.ExitStatus;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of a run in all its formats, made case by case. What cannot be written, or be said of
 * a case in one format, is told at the end and keeps nothing else from being said.
 */
public final class ReportFiles implements AutoCloseable {
  private final Path directory;
  private final Tally tally = new Tally();
  private final ConsoleReport console;
  private final List<Format> formats = new ArrayList<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private Optional<IOException> unwritable = Optional.empty();

  /**
   * A report without cases.
   *
   * @param program what verifies a case again
   * @param directory where it will be written; is made if it is not there
   */
  public ReportFiles(Program program, Path directory) {
    this(program, directory, List.of());
  }

  /**
   * A report with more formats.
   *
   * @param further those, which are closed with the others
   */
  ReportFiles(Program program, Path directory, List<Format> further) {
    this.directory = directory;
    this.console = new ConsoleReport(program);
    formats.addAll(further);
    try {
      Files.createDirectories(directory);
      formats.add(new JsonReport(program, Spool.in(directory)));
      formats.add(new MarkdownReport(program, Spool.in(directory)));
      formats.add(new JUnitReport(program, Spool.in(directory)));
      formats.add(new HtmlReport(program, Spool.in(directory), Spool.in(directory)));
    } catch (IOException e) {
      unwritable = Optional.of(e);
    }
  }

  /** Adds what was found about a case. */
  public void add(CaseOutcome outcome) {
    tally.add(outcome);
    console.add(outcome);
    for (Format format : formats) {
      if (unwritable.isPresent()) {
        return;
      }
      try {
        format.add(outcome);
      } catch (IOException e) {
        unwritable = Optional.of(e);
      } catch (Throwable e) {
        failures.putIfAbsent(format.file(), Reason.of(e));
      }
    }
  }

  /** What the run amounts to. */
  public ExitStatus exitStatus() {
    return tally.exitStatus();
  }

  /** The report as plain text, whose lines end with a line feed. */
  public String text(Run run) {
    return console.text(run, tally);
  }

  /**
   * Writes all files, replacing those of an earlier report.
   *
   * @return the path of the page for people
   * @throws UnwritableReportException if that cannot be done, or one of them could not be made; the
   *     others are written then
   */
  public Path write(Run run) {
    if (unwritable.isPresent()) {
      throw ReportDirectory.unwritable(directory, unwritable.get());
    }
    Map<String, ReportDirectory.Content> contents = new LinkedHashMap<>();
    for (Format format : formats) {
      contents.put(format.file(), out -> write(format, run, out));
    }
    return ReportDirectory.write(contents, HtmlReport.FILE, directory);
  }

  /** A format that could not say something of a case is not said to be whole. */
  private void write(Format format, Run run, Writer out) throws IOException {
    String failure = failures.get(format.file());
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    format.write(run, tally, out);
  }

  @Override
  public void close() {
    for (Format format : formats) {
      try {
        format.close();
      } catch (IOException e) {
        // What was written down for later is not needed any more.
      }
    }
  }
}
