package dev.lockstep.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the cases of many files. */
public final class CaseFiles {
  private static final String RECORDING = "recording.json";

  private CaseFiles() {}

  /**
   * The cases of files and of the {@code *.json} files at any depth below directories: the paths in
   * the order given, the files of a directory sorted by their path. A file that is reached twice
   * counts once. A directory that holds a {@code recording.json} is a recording: its files are not
   * cases and are passed over.
   *
   * @param paths files and directories
   * @throws InvalidCaseException if there is no path, one does not exist, a directory has no {@code
   *     *.json} file, a file is not a valid case, or two cases have names that differ at most in
   *     case, since names become names of files
   */
  public static List<CaseFile> read(List<Path> paths) {
    if (paths.isEmpty()) {
      throw new InvalidCaseException("found no case file; allowed: case files or directories");
    }
    Map<Path, Path> fileOfRealPath = new LinkedHashMap<>();
    for (Path path : paths) {
      for (Path file : files(path)) {
        fileOfRealPath.putIfAbsent(realPath(file), file);
      }
    }
    List<CaseFile> cases = new ArrayList<>();
    Map<String, CaseFile> caseOfName = new HashMap<>();
    for (Path file : fileOfRealPath.values()) {
      CaseFile caseFile = new CaseFile(file, CaseReader.read(file));
      String name = caseFile.trainingCase().name();
      CaseFile earlier = caseOfName.putIfAbsent(name.toLowerCase(Locale.ROOT), caseFile);
      if (earlier != null) {
        throw sameName(caseFile, earlier);
      }
      cases.add(caseFile);
    }
    return List.copyOf(cases);
  }

  private static InvalidCaseException sameName(CaseFile caseFile, CaseFile earlier) {
    String found =
        Quoted.text(caseFile.trainingCase().name())
            + ", but "
            + earlier.path()
            + " is named "
            + Quoted.text(earlier.trainingCase().name());
    return Position.of(caseFile.path())
        .member("name")
        .refuse(found, "names that differ in more than upper and lower case");
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> files;
    try (Stream<Path> below = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      files =
          below
              .filter(file -> file.toString().endsWith(".json") && !Files.isDirectory(file))
              .filter(file -> !Files.exists(file.resolveSibling(RECORDING)))
              .sorted(Comparator.comparing(CaseFiles::withSlashes))
              .toList();
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(path, e);
    }
    if (files.isEmpty()) {
      throw Position.of(path).refuse("a directory without *.json file", "at least one case file");
    }
    return files;
  }

  private static String withSlashes(Path file) {
    return file.toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (NoSuchFileException e) {
      throw Position.of(file).refuse("no such file or directory", "a case file or directory");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InvalidCaseException unreadable(Path path, Exception e) {
    return Position.of(path).refuse("what cannot be read (" + e + ")", "a readable path");
  }
}
