package dev.lockstep.report.directory;

import dev.lockstep.message.Reason;
import dev.lockstep.report.ComparisonReport;
import dev.lockstep.report.Program;
import dev.lockstep.report.ProofReport;
import dev.lockstep.report.UpdateReport;
import dev.lockstep.report.html.ComparisonPage;
import dev.lockstep.report.html.HtmlReport;
import dev.lockstep.report.html.LocationPage;
import dev.lockstep.report.html.ProofPage;
import dev.lockstep.report.html.UpdatePage;
import dev.lockstep.report.json.ComparisonJson;
import dev.lockstep.report.json.JsonReport;
import dev.lockstep.report.json.LocationJson;
import dev.lockstep.report.json.ProofJson;
import dev.lockstep.report.json.UpdateJson;
import dev.lockstep.report.markdown.ComparisonMarkdown;
import dev.lockstep.report.markdown.MarkdownReport;
import dev.lockstep.report.markdown.UpdateMarkdown;
import dev.lockstep.storage.Replacement;
import dev.lockstep.verification.Location;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The directory that a report is written to, one file a format. */
public final class ReportDirectory {
  private ReportDirectory() {}

  /**
   * Makes the directory, so that one that cannot be had is known before anything is trained, and
   * begins to read what pages are made of, which else would take its time when all is done.
   *
   * @throws UnwritableReportException if that cannot be done
   */
  public static void prepare(Path directory) {
    try {
      Files.createDirectories(directory);
      if (!Files.isWritable(directory)) {
        throw new AccessDeniedException(directory.toString());
      }
      HtmlReport.prepare();
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /**
   * Writes where an implementation first parts, as a page and as JSON.
   *
   * @param program what locates it again
   * @param directory is made if it is not there
   * @return the path of {@link LocationPage#FILE}
   * @throws UnwritableReportException if that cannot be done; then no part of a file is left
   */
  public static Path write(Program program, Location location, Path directory) {
    Map<String, Content> contents = new LinkedHashMap<>();
    contents.put(LocationJson.FILE, out -> out.write(LocationJson.of(location)));
    contents.put(LocationPage.FILE, out -> out.write(LocationPage.of(program, location)));
    return write(contents, LocationPage.FILE, directory);
  }

  /**
   * Writes what a comparison of recordings found.
   *
   * @param directory is made if it is not there
   * @return the path of {@link HtmlReport#FILE}
   * @throws UnwritableReportException if that cannot be done; then no part of a file is left
   */
  public static Path write(ComparisonReport report, Path directory) {
    Map<String, Content> contents = new LinkedHashMap<>();
    contents.put(JsonReport.FILE, out -> out.write(ComparisonJson.of(report)));
    contents.put(MarkdownReport.FILE, out -> out.write(ComparisonMarkdown.of(report)));
    contents.put(HtmlReport.FILE, out -> out.write(ComparisonPage.of(report)));
    return write(contents, HtmlReport.FILE, directory);
  }

  /**
   * Writes what the updates of a recording show.
   *
   * @param directory is made if it is not there
   * @return the path of {@link HtmlReport#FILE}
   * @throws UnwritableReportException if that cannot be done; then no part of a file is left
   */
  public static Path write(UpdateReport report, Path directory) {
    Map<String, Content> contents = new LinkedHashMap<>();
    contents.put(JsonReport.FILE, out -> out.write(UpdateJson.of(report)));
    contents.put(MarkdownReport.FILE, out -> out.write(UpdateMarkdown.of(report)));
    contents.put(HtmlReport.FILE, out -> out.write(UpdatePage.of(report)));
    return write(contents, HtmlReport.FILE, directory);
  }

  /**
   * Writes what every known mistake came to, as a page and as JSON.
   *
   * @param directory is made if it is not there
   * @return the path of {@link HtmlReport#FILE}
   * @throws UnwritableReportException if that cannot be done; then no part of a file is left
   */
  public static Path write(ProofReport report, Path directory) {
    Map<String, Content> contents = new LinkedHashMap<>();
    contents.put(JsonReport.FILE, out -> out.write(ProofJson.of(report)));
    contents.put(HtmlReport.FILE, out -> out.write(ProofPage.of(report)));
    return write(contents, HtmlReport.FILE, directory);
  }

  /**
   * Writes files, replacing those of an earlier report. They are complete beside their places
   * before the first of them is moved there, so that no reader sees half a file.
   *
   * @param contents by the files' names
   * @param page the name of the one for people
   * @param directory is made if it is not there
   * @return the path of the page
   * @throws UnwritableReportException if that cannot be done; then no part of a file is left. Also
   *     if the content of one cannot be made; then the others are written, and that one is not
   *     there
   */
  static Path write(Map<String, Content> contents, String page, Path directory) {
    try {
      Files.createDirectories(directory);
      Map<String, String> unmade = replace(directory, contents);
      if (!unmade.isEmpty()) {
        throw new UnwritableReportException(
            "parts of the report in " + directory + " could not be made: " + unmade);
      }
      return directory.resolve(page);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  static UnwritableReportException unwritable(Path directory, IOException thrown) {
    return new UnwritableReportException(
        "cannot write the report to " + directory + ": " + reason(thrown), thrown);
  }

  /** Writes what can be made; the reasons of what cannot. */
  private static Map<String, String> replace(Path directory, Map<String, Content> contents)
      throws IOException {
    Map<String, String> unmade = new LinkedHashMap<>();
    List<Path> written = new ArrayList<>();
    try {
      Map<Path, Path> places = new LinkedHashMap<>();
      for (Map.Entry<String, Content> file : contents.entrySet()) {
        Path place = directory.resolve(file.getKey());
        if (Files.isDirectory(place)) {
          throw new FileSystemException(place.toString(), null, "it is a directory");
        }
        Path temporary = directory.resolve("." + file.getKey() + "." + UUID.randomUUID());
        written.add(temporary);
        try (Writer out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
          file.getValue().writeTo(out);
        } catch (RuntimeException | Error e) {
          unmade.put(file.getKey(), Reason.of(e));
          Files.deleteIfExists(place);
          continue;
        }
        places.put(temporary, place);
      }
      for (Map.Entry<Path, Path> move : places.entrySet()) {
        Replacement.move(move.getKey(), move.getValue());
      }
      return unmade;
    } finally {
      for (Path temporary : written) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is a file, not a directory";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be written";
    }
    if (e instanceof DirectoryNotEmptyException notEmpty) {
      return notEmpty.getFile() + " is a directory";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getFile() + ": " + system.getReason();
    }
    return Reason.of(e);
  }

  /** What a file holds. */
  @FunctionalInterface
  interface Content {
    void writeTo(Writer out) throws IOException;
  }
}
