package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.OtherVersion;
import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.upgrade.ClassPath;
import dev.lockstep.upgrade.Library;
import dev.lockstep.upgrade.LocalRepository;
import dev.lockstep.upgrade.MissingArtifactsException;
import dev.lockstep.upgrade.OtherLibrary;
import dev.lockstep.upgrade.ReplacedClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that trains with another version of a library beside the one in force. */
final class OtherVersionOption {
  /** The option's name. */
  static final String NAME = "--with";

  private static final String ALLOWED =
      "; allowed: djl or nd4j, =, and a version in Maven's local repository or a folder of jars";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = NAME,
      paramLabel = "LIBRARY=VERSION|FOLDER",
      description = {
        "Train also with another version of djl or nd4j, each implementation of it in a worker of",
        "its own class path: a version from Maven's local repository, as in djl=0.36.0, or a folder",
        "with all its jars. It is held against the reference and against the version in force, as",
        "an implementation named after it (djl-sequence@0.36.0). May be repeated."
      })
  private List<String> given = List.of();

  /** Whether it was given. */
  boolean isGiven() {
    return !given.isEmpty();
  }

  /**
   * Adds other versions to implementations; to be closed after the last worker.
   *
   * @param inForce those that were chosen
   * @throws BadInputException if a version is not there, or nothing chosen computes with its
   *     library
   */
  Added addedTo(List<Backend> inForce) {
    if (!isGiven()) {
      return new Added(inForce, Optional.empty());
    }
    List<OtherLibrary> libraries = given.stream().map(each -> library(each, inForce)).toList();
    Path folder = folder();
    List<List<Path>> classPaths = libraries.stream().map(each -> classPath(each, folder)).toList();
    List<Backend> all = new ArrayList<>();
    for (Backend backend : inForce) {
      all.add(backend);
      for (int i = 0; i < libraries.size(); i++) {
        OtherLibrary other = libraries.get(i);
        if (other.library().isOf(backend.info())) {
          List<String> option = List.of(NAME, given.get(i));
          all.add(
              new OtherVersion(
                  backend, other.version(), other.described(), option, classPaths.get(i)));
        }
      }
    }
    return new Added(new Backends(all).all(), Optional.of(folder));
  }

  private OtherLibrary library(String text, List<Backend> inForce) {
    OtherLibrary found = library(text);
    if (inForce.stream().noneMatch(backend -> found.library().isOf(backend.info()))) {
      throw new BadInputException(
          NAME
              + " "
              + text
              + ": found no implementation that computes with "
              + found.library().label()
              + "; allowed: a library of an implementation that is trained");
    }
    return found;
  }

  private OtherLibrary library(String text) {
    int sign = text.indexOf('=');
    String value = text.substring(sign + 1);
    Library library =
        Library.named(text.substring(0, Math.max(0, sign)))
            .filter(found -> !value.isBlank())
            .orElseThrow(() -> new BadInputException(NAME + ": found '" + text + "'" + ALLOWED));
    try {
      OtherLibrary other =
          Files.isDirectory(Path.of(value))
              ? OtherLibrary.folder(library, Path.of(value))
              : OtherLibrary.release(
                  library, value, LocalRepository.of(System.getProperties()), present());
      if (!other.isThere()) {
        throw new BadInputException(
            NAME
                + ": found '"
                + text
                + "', a folder without the jars of "
                + library.label()
                + ALLOWED);
      }
      return other;
    } catch (MissingArtifactsException e) {
      Output errors = Output.ofErrors(command.commandLine());
      e.commands().forEach(errors::line);
      throw new BadInputException(
          NAME
              + " "
              + text
              + ": "
              + e.getMessage()
              + "; allowed: what is there, and the lines above fetch the rest as far as it is known");
    } catch (UnsupportedExecutionException e) {
      throw new BadInputException(NAME + " " + text + ": " + e.getMessage());
    }
  }

  private static List<Path> classPath(OtherLibrary library, Path folder) {
    try {
      Path own = Files.createTempDirectory(folder, library.library().label());
      return ReplacedClassPath.of(present(), library, own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClassPath present() {
    return ClassPath.of(System.getProperty("java.class.path"));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("lockstep-other");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is trained.
   *
   * @param all each implementation, followed by its other versions
   * @param folder what their class paths need besides, deleted when this is closed; empty if they
   *     need nothing
   */
  record Added(List<Backend> all, Optional<Path> folder) implements AutoCloseable {
    @Override
    public void close() {
      folder.ifPresent(OtherVersionOption::delete);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      // Copies of jars in the temporary directory: nobody is to fail for them.
    }
  }
}
