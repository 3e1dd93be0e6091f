package dev.lockstep.report.console;

import dev.lockstep.message.Printable;
import dev.lockstep.report.Program;
import dev.lockstep.report.said.LocationFacts;
import dev.lockstep.verification.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where an implementation first parts, as plain text. */
public final class LocationText {
  private LocationText() {}

  /**
   * The text, whose lines end with a line feed.
   *
   * @param program what locates it again
   */
  public static String of(Program program, Location location) {
    List<String> lines = new ArrayList<>();
    lines.add(LocationFacts.headline(location));
    lines.addAll(ConsoleReport.aligned(LocationFacts.of(program, location)));
    return lines.stream().map(line -> Printable.line(line) + "\n").collect(Collectors.joining());
  }
}
