package dev.lockstep.cases;

import dev.lockstep.message.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cases of many files.
 *
 * @param cases the cases in the order of the files
 * @param passedOver a line for each {@code *.json} file of a directory that is no case, with its
 *     name and why
 */
public record CaseFiles(List<CaseFile> cases, List<String> passedOver) {
  private static final String RECORDING = "recording.json";

  /** Copies the lists. */
  public CaseFiles {
    cases = List.copyOf(cases);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * The cases of files and of the {@code *.json} files at any depth below directories: the paths in
   * the order given, the files of a directory sorted by their path. A file that is reached twice
   * counts once. What a directory holds beside cases, JSON of others or a pipe, is passed over; a
   * file that is named must be a case. A directory that holds a {@code recording.json} is a
   * recording, of whose files nothing is said.
   *
   * @param paths files and directories
   * @throws InvalidCaseException if there is no path, one does not exist, a directory has no case,
   *     a file is not a valid case, or two cases have names that differ at most in case, since
   *     names become names of files
   */
  public static CaseFiles read(List<Path> paths) {
    if (paths.isEmpty()) {
      throw new InvalidCaseException("found no case file; allowed: case files or directories");
    }
    Map<Path, CaseFile> caseOfRealPath = new LinkedHashMap<>();
    Map<Path, String> passedOver = new LinkedHashMap<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        readDirectory(path, caseOfRealPath, passedOver);
      } else {
        caseOfRealPath.computeIfAbsent(realPath(path), real -> read(path));
      }
    }
    refuseSameNames(caseOfRealPath.values());
    passedOver.keySet().removeAll(caseOfRealPath.keySet());
    return new CaseFiles(List.copyOf(caseOfRealPath.values()), List.copyOf(passedOver.values()));
  }

  private static void readDirectory(
      Path directory, Map<Path, CaseFile> caseOfRealPath, Map<Path, String> passedOver) {
    int cases = 0;
    for (Path file : jsonFiles(directory)) {
      Path real = realPath(file);
      if (!Files.isRegularFile(file)) {
        passedOver.putIfAbsent(real, file + ": passed over, as it is no regular file");
      } else if (caseOfRealPath.containsKey(real)) {
        cases++;
      } else {
        Optional<CaseFile> found = readUnlessForeign(file);
        found.ifPresent(caseFile -> caseOfRealPath.put(real, caseFile));
        if (found.isPresent()) {
          cases++;
        } else {
          passedOver.putIfAbsent(
              real,
              file
                  + ": passed over, as it has none of "
                  + String.join(", ", CaseReader.OWN_FIELDS));
        }
      }
    }
    if (cases == 0) {
      throw Position.of(directory)
          .refuse("a directory without case among its *.json files", "at least one case file");
    }
  }

  private static Optional<CaseFile> readUnlessForeign(Path file) {
    return CaseReader.readUnlessForeign(file).map(found -> new CaseFile(file, found));
  }

  private static CaseFile read(Path file) {
    return new CaseFile(file, CaseReader.read(file));
  }

  private static void refuseSameNames(Collection<CaseFile> cases) {
    Map<String, CaseFile> caseOfName = new HashMap<>();
    for (CaseFile caseFile : cases) {
      String name = caseFile.trainingCase().name().toLowerCase(Locale.ROOT);
      CaseFile earlier = caseOfName.putIfAbsent(name, caseFile);
      if (earlier != null) {
        throw sameName(caseFile, earlier);
      }
    }
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

  private static List<Path> jsonFiles(Path directory) {
    try (Stream<Path> below = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      return below
          .filter(file -> file.toString().endsWith(".json") && !Files.isDirectory(file))
          .filter(Files::exists)
          .filter(file -> !Files.exists(file.resolveSibling(RECORDING)))
          .sorted(Comparator.comparing(CaseFiles::withSlashes))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(directory, e);
    }
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
    return Position.of(path)
        .refuse("what cannot be read (" + Reason.of(e) + ")", "a readable path");
  }
}
