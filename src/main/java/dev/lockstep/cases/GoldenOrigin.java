package dev.lockstep.cases;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a golden array was made; stands in a case file as {@code expected.softmax.notes.origin}, all
 * of it text.
 *
 * @param implementation its name
 * @param library the library that computed, with its version
 * @param computed precision and device
 * @param program this program's version
 * @param machine operating system, architecture, processors
 * @param jdk the virtual machine with its version
 * @param seed what the initial weights were drawn from
 * @param date when, in UTC
 * @param tolerance what a printed value stands for
 * @param trained the digest of what was trained, as {@link #digest} gives it; empty if another
 *     program wrote it
 */
public record GoldenOrigin(
    String implementation,
    String library,
    String computed,
    String program,
    String machine,
    String jdk,
    String seed,
    String date,
    String tolerance,
    String trained) {

  /** The members in the order in which they are written. */
  Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("implementation", implementation);
    members.put("library", library);
    members.put("computed", computed);
    members.put("program", program);
    members.put("machine", machine);
    members.put("jdk", jdk);
    members.put("seed", seed);
    members.put("date", date);
    members.put("tolerance", tolerance);
    members.put("trained", trained);
    return members;
  }

  /**
   * What a case file says of its array's origin; what it leaves out is empty, and a file that says
   * nothing of it has none.
   *
   * @throws InvalidCaseException if the file cannot be read or is not JSON
   */
  public static Optional<GoldenOrigin> in(Path file) {
    JsonValue value = JsonDocument.read(file);
    for (String name : new String[] {"expected", "softmax", "notes", "origin"}) {
      value = value instanceof JsonValue.JsonObject object ? object.members().get(name) : null;
    }
    return value instanceof JsonValue.JsonObject object
        ? Optional.of(of(object.members()))
        : Optional.empty();
  }

  private static GoldenOrigin of(Map<String, JsonValue> members) {
    return new GoldenOrigin(
        text(members, "implementation"),
        text(members, "library"),
        text(members, "computed"),
        text(members, "program"),
        text(members, "machine"),
        text(members, "jdk"),
        text(members, "seed"),
        text(members, "date"),
        text(members, "tolerance"),
        text(members, "trained"));
  }

  private static String text(Map<String, JsonValue> members, String name) {
    return members.get(name) instanceof JsonValue.JsonText text ? text.value() : "";
  }

  /** The same for cases that train the same, whatever their name, source and golden array. */
  public static String digest(TrainingCase trainingCase) {
    TrainingCase trained =
        new TrainingCase(
            "trained",
            "",
            trainingCase.task(),
            trainingCase.cell(),
            trainingCase.hidden(),
            trainingCase.seed(),
            trainingCase.epochs(),
            trainingCase.optimizer(),
            Optional.empty());
    try {
      byte[] text = CaseWriter.toJson(trained).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
