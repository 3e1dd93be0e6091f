package dev.lockstep.cases;

import java.nio.file.Path;

/**
 * Where in a case file something stands.
 *
 * @param file the file, as the user named it
 * @param line the line from 1, or 0 where there is none
 * @param field the way from the outermost object, as in {@code task.vocabulary[3]}; empty for the
 *     outermost object or the file itself
 */
record Position(Path file, int line, String field) {

  /** The place of a whole file. */
  static Position of(Path file) {
    return new Position(file, 0, "");
  }

  /** The same field on another line. */
  Position onLine(int number) {
    return new Position(file, number, field);
  }

  /** A member of the object at this place, on the same line. */
  Position member(String name) {
    return new Position(file, line, join(field, name));
  }

  /** The way to a member of an object, in one line whatever the member's name. */
  static String join(String object, String member) {
    return object.isEmpty() ? Quoted.escape(member) : object + "." + Quoted.escape(member);
  }

  /** The one message about this place. */
  InvalidCaseException refuse(String found, String allowed) {
    String place = file + (line > 0 ? ":" + line : "") + (field.isEmpty() ? "" : ": " + field);
    return new InvalidCaseException(place + ": found " + found + "; allowed: " + allowed);
  }
}
