package dev.lockstep.report.format;

import dev.lockstep.report.Run;
import dev.lockstep.report.said.Tally;
import dev.lockstep.verification.CaseOutcome;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;

/** One file of the report, whose cases are written down as they come. */
public interface Format extends Closeable {

  /** The file's name. */
  String file();

  /**
   * Adds a case, of which nothing is kept in memory.
   *
   * @throws IOException if it cannot be written down
   */
  void add(CaseOutcome outcome) throws IOException;

  /**
   * Writes the whole file.
   *
   * @param tally what all cases together amount to
   * @throws IOException if that cannot be done
   */
  void write(Run run, Tally tally, Writer out) throws IOException;
}
