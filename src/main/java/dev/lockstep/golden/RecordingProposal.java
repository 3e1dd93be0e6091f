package dev.lockstep.golden;

import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.storage.Replacement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Another recording of a golden training, which lies beside the one in force until somebody has
 * reviewed it.
 *
 * @param recording the folder in force
 */
public record RecordingProposal(Path recording) {
  /** What a proposal's name has after the recording's. */
  public static final String SUFFIX = CaseProposal.SUFFIX;

  /** Where the proposal is. */
  public Path folder() {
    Path place = recording.toAbsolutePath().normalize();
    return recording.resolveSibling(place.getFileName() + SUFFIX);
  }

  /** Whether there is one. */
  public boolean exists() {
    return Files.isRegularFile(folder().resolve(RecordingFolder.FACTS));
  }

  /**
   * Writes the proposal, in place of an earlier one.
   *
   * @param from a recording, of which a copy is made
   * @throws dev.lockstep.recording.InvalidRecordingException if it is none
   * @throws UncheckedIOException if the copy cannot be written
   */
  public void write(Path from) {
    RecordingFolder.copy(from, folder());
  }

  /**
   * Puts the proposal in the place of the recording, at once.
   *
   * @throws InvalidProposalException if there is none
   * @throws dev.lockstep.recording.InvalidRecordingException if it is no valid recording
   * @throws UncheckedIOException if it cannot be written
   */
  public void accept() {
    if (!exists()) {
      throw new InvalidProposalException(
          folder() + ": found no such recording; allowed: what 'golden propose' has written");
    }
    RecordingFolder.copy(folder(), recording);
    try {
      Replacement.deleteFolder(folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
