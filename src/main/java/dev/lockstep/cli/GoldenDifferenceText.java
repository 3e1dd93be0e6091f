package dev.lockstep.cli;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.golden.ArrayDifference;
import dev.lockstep.golden.RecordingDifference;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.report.said.CharacterLabel;
import dev.lockstep.report.said.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a proposed golden differs from the one in force, in lines. */
final class GoldenDifferenceText {
  private static final String FURTHEST = "  furthest  ";

  private GoldenDifferenceText() {}

  /** How an array differs from the one that a case has, if it has one. */
  static List<String> ofArrays(TrainingCase trainingCase, GoldenArray proposed) {
    Optional<GoldenArray> present = trainingCase.golden();
    String size =
        Numbers.count(proposed.rows(), "row")
            + " from row "
            + proposed.firstRow()
            + ", "
            + Numbers.count(proposed.decimals(), "decimal");
    if (present.isEmpty()) {
      return List.of(trainingCase.name() + ": a first array, " + size);
    }
    List<String> lines = new ArrayList<>();
    ArrayDifference difference = ArrayDifference.between(present.get(), proposed);
    lines.add(changes(trainingCase.name(), difference.differing(), difference.elements()));
    difference
        .largest()
        .ifPresent(
            moved ->
                lines.add(
                    FURTHEST
                        + "row "
                        + moved.row()
                        + ", "
                        + CharacterLabel.ofColumn(trainingCase.task(), moved.column())
                        + ": "
                        + Numbers.decimals(moved.present(), present.get().decimals())
                        + " becomes "
                        + Numbers.decimals(moved.proposed(), proposed.decimals())
                        + ", by "
                        + Numbers.small(moved.distance())));
    boolean sameForm =
        present.get().rows() == proposed.rows() && present.get().decimals() == proposed.decimals();
    if (!sameForm) {
      lines.add(
          "  printed   "
              + size
              + "; until now "
              + Numbers.count(present.get().rows(), "row")
              + ", "
              + Numbers.count(present.get().decimals(), "decimal"));
    }
    return lines;
  }

  /**
   * How a recording differs from the one in force.
   *
   * @throws dev.lockstep.recording.InvalidRecordingException if either is not valid
   */
  static List<String> ofRecordings(Path present, Path proposed) {
    try (Recording old = RecordingFolder.open(present);
        Recording other = RecordingFolder.open(proposed)) {
      RecordingDifference difference = RecordingDifference.between(old, other);
      List<String> lines = new ArrayList<>();
      lines.add(changes(present.toString(), difference.differing(), difference.elements()));
      difference
          .largest()
          .ifPresent(
              moved ->
                  lines.add(
                      FURTHEST
                          + moved
                          + ": "
                          + Numbers.beside(moved.element().expected(), moved.element().difference())
                          + " becomes "
                          + Numbers.beside(moved.element().actual(), moved.element().difference())
                          + ", by "
                          + Numbers.small(moved.element().difference())));
      if (difference.oneSided() > 0) {
        lines.add(
            "  besides   "
                + Numbers.count(difference.oneSided(), "tensor")
                + " of one of the two alone");
      }
      return lines;
    }
  }

  private static String changes(String golden, long differing, long elements) {
    return golden + ": " + differing + " of " + Numbers.count(elements, "value") + " would change";
  }
}
