package dev.lockstep.report;

import dev.lockstep.explain.Statement;
import dev.lockstep.explain.UpdateReading;
import dev.lockstep.recording.RecordingFacts;
import java.util.List;

/**
 * What the updates of a recording show, beside what it says, with the circumstances that a reader
 * needs to repeat it.
 *
 * @param circumstances when, where and how
 * @param folder the recording, as it was named
 * @param facts what the recording says of itself
 * @param reading what the updates show
 * @param warnings what was passed over while reading, one line each
 */
public record UpdateReport(
    Circumstances circumstances,
    String folder,
    RecordingFacts facts,
    UpdateReading reading,
    List<String> warnings) {
  /** Every update is explained, as the recording says or without its saying. */
  public static final int EXPLAINED = 0;

  /** Every update is explained, but otherwise than the recording says. */
  public static final int CONTRADICTED = 1;

  /** No rule explains every update, or there is nothing to tell one from. */
  public static final int NOT_EXPLAINED = 3;

  /** Copies the lists. */
  public UpdateReport {
    warnings = List.copyOf(warnings);
  }

  /** What the recording says and its updates contradict. */
  public List<Statement.Contradiction> contradictions() {
    return new Statement(facts.optimizer()).against(reading);
  }

  /** The number that the process exits with. */
  public int exitStatus() {
    if (!reading.isExplained()) {
      return NOT_EXPLAINED;
    }
    return contradictions().isEmpty() ? EXPLAINED : CONTRADICTED;
  }
}
