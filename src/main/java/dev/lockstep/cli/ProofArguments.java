package dev.lockstep.cli;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.golden.RecordingProposal;
import dev.lockstep.message.Reason;
import dev.lockstep.recording.RecordingFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cases and recordings that a command names, or those that come with the program.
 *
 * @param cases in the order in which they were named
 * @param recordings the folders, likewise
 */
record ProofArguments(List<CaseFile> cases, List<Path> recordings) {

  /** Copies the lists. */
  ProofArguments {
    cases = List.copyOf(cases);
    recordings = List.copyOf(recordings);
  }

  /**
   * Reads cases and finds recordings.
   *
   * @param paths case files, folders of recordings, and directories of both at any depth; if there
   *     are none, {@link CaseArguments#golden}
   * @param errors is told what directories hold beside
   * @throws BadInputException if one cannot be read or is not valid
   */
  static ProofArguments read(List<Path> paths, Output errors) {
    List<Path> ofCases = new ArrayList<>();
    List<Path> recordings = new ArrayList<>();
    for (Path path : paths.isEmpty() ? List.of(CaseArguments.golden()) : paths) {
      List<Path> found = Files.isDirectory(path) ? recordings(path) : List.of();
      recordings.addAll(found);
      if (found.isEmpty() || holdsMore(path, found)) {
        ofCases.add(path);
      }
    }
    return new ProofArguments(
        ofCases.isEmpty() ? List.of() : CaseArguments.read(ofCases, errors),
        recordings.stream().distinct().toList());
  }

  private static List<Path> recordings(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.getFileName().toString().equals(RecordingFolder.FACTS))
          .map(Path::getParent)
          .filter(ProofArguments::isInPlace)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BadInputException(directory + ": cannot be read: " + Reason.of(e));
    }
  }

  /** What is only proposed, or was left by somebody who was killed, is no golden. */
  private static boolean isInPlace(Path recording) {
    String name = recording.toAbsolutePath().normalize().getFileName().toString();
    return !name.startsWith(".") && !name.endsWith(RecordingProposal.SUFFIX);
  }

  /** Whether a directory has JSON files outside its recordings. */
  private static boolean holdsMore(Path directory, List<Path> recordings) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .anyMatch(file -> recordings.stream().noneMatch(file::startsWith));
    } catch (IOException e) {
      throw new BadInputException(directory + ": cannot be read: " + Reason.of(e));
    }
  }
}
