package dev.lockstep.cli;

import dev.lockstep.message.Printable;
import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine;

/**
 * The one way in which commands print: whole lines, in which nothing that came from a file, an
 * option or an implementation acts on the terminal.
 *
 * @param writer takes the lines
 */
record Output(PrintWriter writer) {

  /** What a command found. */
  static Output of(CommandLine commandLine) {
    return new Output(commandLine.getOut());
  }

  /** How a command gets on, and what is wrong. */
  static Output ofErrors(CommandLine commandLine) {
    return new Output(commandLine.getErr());
  }

  /** Takes lines that nobody wants to read. */
  static Output nowhere() {
    return new Output(new PrintWriter(Writer.nullWriter()));
  }

  /** Prints one line at once. */
  void line(String text) {
    writer.println(Printable.line(text));
    writer.flush();
  }

  /** Prints text whose lines end with line feeds. */
  void lines(String text) {
    text.lines().forEach(line -> writer.println(Printable.line(line)));
    writer.flush();
  }
}
