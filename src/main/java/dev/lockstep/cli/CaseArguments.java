package dev.lockstep.cli;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CaseFiles;
import dev.lockstep.cases.InvalidCaseException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the cases that a command names, or those that come with the program. */
final class CaseArguments {
  private static final Path GOLDEN = Path.of("golden");

  private CaseArguments() {}

  /**
   * Reads cases.
   *
   * @param paths files and directories; if there are none, {@code golden} in the working directory,
   *     or else beside the program's {@code target}
   * @param errors is told what directories hold beside cases
   * @throws BadInputException if one cannot be read or is not valid
   */
  static List<CaseFile> read(List<Path> paths, Output errors) {
    try {
      CaseFiles found = CaseFiles.read(paths.isEmpty() ? List.of(golden()) : paths);
      found.passedOver().forEach(errors::line);
      return found.cases();
    } catch (InvalidCaseException e) {
      throw new BadInputException(e.getMessage());
    }
  }

  /**
   * Reads the case of a command that takes one.
   *
   * @throws BadInputException if it cannot be read or is not valid, or there are several
   */
  static CaseFile readOne(Path path, Output errors) {
    List<CaseFile> cases = read(List.of(path), errors);
    if (cases.size() > 1) {
      throw new BadInputException(
          path + ": found " + cases.size() + " cases; allowed: the file of one case");
    }
    return cases.get(0);
  }

  /** The directory {@code golden}: in the working directory, or beside the program. */
  static Path golden() {
    if (Files.isDirectory(GOLDEN)) {
      return GOLDEN;
    }
    try {
      Path program =
          Path.of(CaseArguments.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path beside = program.resolveSibling("..").resolve(GOLDEN).normalize();
      return Files.isDirectory(beside) ? beside : GOLDEN;
    } catch (URISyntaxException e) {
      return GOLDEN;
    }
  }
}
