package dev.lockstep.report.said;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.message.Printable;
import dev.lockstep.report.Circumstances;
import dev.lockstep.report.Program;
import dev.lockstep.verification.Judgement;
import dev.lockstep.verification.Location;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as they can be pasted into a shell. */
public final class ShellCommand {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellCommand() {}

  /** What was called in a run. */
  public static String of(Circumstances circumstances) {
    return of(circumstances.program(), circumstances.arguments());
  }

  /** A program with arguments. */
  public static String of(Program program, List<String> arguments) {
    List<String> words = new ArrayList<>(program.words());
    words.addAll(arguments);
    return words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
  }

  /** The command that verifies one case with one implementation again. */
  public static String rerunning(Program program, CaseFile caseFile, Judgement judgement) {
    List<String> arguments = new ArrayList<>();
    arguments.add("verify");
    arguments.add(operand(caseFile.path().toString()));
    arguments.addAll(judgement.choice());
    addExecution(arguments, judgement.execution());
    if (judgement.lockstep().isPresent()) {
      arguments.add("--lockstep");
    }
    return of(program, arguments);
  }

  /** The command that locates a divergence again. */
  public static String rerunning(Program program, Location location) {
    List<String> arguments = new ArrayList<>();
    arguments.add("locate");
    arguments.add(operand(location.caseFile().path().toString()));
    arguments.addAll(List.of("--backend", location.backend()));
    if (!location.against().equals(location.backend())) {
      arguments.addAll(List.of("--against", location.against()));
    }
    addBackendPath(arguments, location.backendPath());
    addExecution(arguments, location.execution());
    return of(program, arguments);
  }

  private static void addBackendPath(List<String> arguments, List<Path> path) {
    path.forEach(file -> arguments.addAll(List.of("--backend-path", file.toString())));
  }

  private static void addExecution(List<String> arguments, Execution execution) {
    arguments.addAll(List.of("--precision", execution.precision().label()));
    if (!execution.device().equals(Device.CPU)) {
      arguments.addAll(List.of("--device", execution.device().label()));
    }
  }

  /** A file that cannot be taken for an option. */
  private static String operand(String path) {
    return path.startsWith("-") ? "./" + path : path;
  }

  /** In quotes where a POSIX shell would take a character for something else. */
  private static String quoted(String word) {
    if (!word.codePoints().allMatch(Printable::prints)) {
      return escaped(word);
    }
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** In {@code $'...'}, where what does not print stands as its bytes in octal digits. */
  private static String escaped(String word) {
    StringBuilder escaped = new StringBuilder("$'");
    word.codePoints()
        .forEach(
            codePoint -> {
              if (codePoint == '\'' || codePoint == '\\') {
                escaped.append('\\').appendCodePoint(codePoint);
              } else if (Printable.prints(codePoint)) {
                escaped.appendCodePoint(codePoint);
              } else {
                for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                  escaped.append(String.format(Locale.ROOT, "\\%03o", octet & 0xff));
                }
              }
            });
    return escaped.append("'").toString();
  }
}
