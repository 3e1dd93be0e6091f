package dev.lockstep.cli;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.ComparisonSettings;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.compare.alignment.AlignmentMap;
import dev.lockstep.compare.alignment.InvalidMapException;
import dev.lockstep.compare.alignment.TensorAlignment;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Two recordings compared as {@code compare} does without options; nothing is explained. */
final class ComparedFolders {
  private ComparedFolders() {}

  static ComparisonResult compare(Path expectedFolder, Path actualFolder) {
    try (Recording expected = RecordingFolder.open(expectedFolder);
        Recording actual = RecordingFolder.open(actualFolder)) {
      TensorAlignment alignment = TensorAlignment.of(expected, actual, AlignmentMap.EMPTY);
      ComparisonResult result =
          RecordingComparison.of(
              expected, actual, new ComparisonSettings(List.of(), Optional.empty(), alignment));
      expected.requireUnchanged();
      actual.requireUnchanged();
      return result;
    } catch (InvalidMapException e) {
      throw new BadInputException(e.getMessage());
    }
  }
}
