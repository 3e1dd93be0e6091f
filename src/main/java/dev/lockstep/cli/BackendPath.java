package dev.lockstep.cli;

import dev.lockstep.backend.Backends;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option that adds implementations to those that come with the program. */
final class BackendPath {
  @Option(
      names = "--backend-path",
      paramLabel = "JAR",
      description = {
        "Jars and folders of classes with further implementations, each named in",
        "META-INF/services/dev.lockstep.backend.Backend there; may be repeated, or be a list",
        "with the system's separator of paths."
      })
  private List<String> given = List.of();

  /**
   * The jars and folders.
   *
   * @throws BadInputException if one is not there
   */
  List<Path> files() {
    List<Path> files =
        given.stream()
            .flatMap(list -> Arrays.stream(list.split(File.pathSeparator)))
            .filter(name -> !name.isEmpty())
            .map(Path::of)
            .toList();
    for (Path file : files) {
      if (!Files.isDirectory(file) && !Files.isRegularFile(file)) {
        throw new BadInputException(
            "--backend-path: found '" + file + "'; allowed: a jar or a folder that is there");
      }
    }
    return files;
  }

  /**
   * All implementations.
   *
   * @param installed those that come with the program
   * @throws BadInputException if one of the files is not there, or none names an implementation
   */
  Backends added(Supplier<Backends> installed) {
    List<Path> files = files();
    if (files.isEmpty()) {
      return installed.get();
    }
    Backends all = Backends.installed(files);
    if (all.all().stream().allMatch(backend -> Backends.pathOf(backend).isEmpty())) {
      throw new BadInputException(
          "--backend-path: found no implementation in "
              + files
              + "; allowed: those with META-INF/services/dev.lockstep.backend.Backend, which names"
              + " a class a line");
    }
    return all;
  }
}
