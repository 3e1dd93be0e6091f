package dev.lockstep.cases;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads one case file, strictly: nothing is guessed, converted or left unread.
 *
 * <p>What the format leaves open is decided so:
 *
 * <ul>
 *   <li>Every field but {@code expected} must be there, also {@code source}, which may be empty. An
 *       {@code expected} must hold {@code softmax}.
 *   <li>Letters and digits of a name are those of ASCII; a name is neither {@code .} nor {@code ..}
 *       and has at most {@value #LONGEST_NAME} characters.
 *   <li>An integer is written without fraction and exponent. A seed is what {@code
 *       torch.manual_seed} takes, from -2^63 to 2^64 - 1, of which the upper half means the
 *       negative number of the same 64 bits.
 *   <li>{@code decimals} goes up to 17. A value may have more decimals than that field says, and
 *       lies in [0, 1], give or take half a unit.
 *   <li>{@code reference} and {@code notes} may stand in any object and must be objects; what is in
 *       them must be JSON without duplicate fields.
 *   <li>Text has no half of a surrogate pair. A byte order mark is skipped.
 *   <li>A case with an array of more than 2^31 - 1 elements is refused.
 * </ul>
 */
public final class CaseReader {
  /** The fields by which a case is known. */
  static final List<String> OWN_FIELDS = List.of("task", "model", "init", "training");

  private static final int LONGEST_NAME = 200;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST_NAME + "}");
  private static final String NAME_ALLOWED =
      "1 to " + LONGEST_NAME + " of the characters A-Z a-z 0-9 - _ . (but not . or .. alone)";

  private static final BigInteger SEED_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger SEED_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  /** The largest hidden size whose square is an array length. */
  private static final int HIDDEN_MAX = 46340;

  /** Lockstep runs every epoch a second time, and all are counted together. */
  private static final int MOST_EPOCHS = Integer.MAX_VALUE / 2;

  private CaseReader() {}

  /**
   * The case in a file.
   *
   * @throws InvalidCaseException if the file cannot be read or breaks a rule of the format; the
   *     message tells the first one that was found broken
   */
  public static TrainingCase read(Path file) {
    return readIf(document -> true, file).orElseThrow();
  }

  /**
   * The case in a file, or empty if the file is no attempt at one: no JSON object, or one without
   * any of the fields that say what to train. Others have files with a {@code name}, too.
   *
   * @throws InvalidCaseException as {@link #read} does, of what may be a case
   */
  static Optional<TrainingCase> readUnlessForeign(Path file) {
    return readIf(CaseReader::mayBeCase, file);
  }

  private static boolean mayBeCase(JsonValue document) {
    return document instanceof JsonValue.JsonObject object
        && OWN_FIELDS.stream().anyMatch(object.members()::containsKey);
  }

  private static Optional<TrainingCase> readIf(Predicate<JsonValue> wanted, Path file) {
    try {
      JsonValue document = JsonDocument.read(file);
      return wanted.test(document) ? Optional.of(of(document)) : Optional.empty();
    } catch (OutOfMemoryError e) {
      long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
      throw Position.of(file)
          .refuse(
              "what takes more than the " + mebibytes + " MiB of memory that Java may use to read",
              "a smaller file, or more memory (java -Xmx)");
    }
  }

  private static TrainingCase of(JsonValue document) {
    Fields root =
        Fields.of(document, "name", "source", "task", "model", "init", "training", "expected");
    String name = name(root);
    String source = root.text("source", "a text that says where the expected numbers come from");
    Fields taskFields = root.object("task", "text", "repeat", "vocabulary");
    Task task = TaskReader.read(taskFields);
    Fields model = root.object("model", "cell", "hidden");
    CellKind cell = cell(model);
    int hidden = model.integer("hidden", 1, HIDDEN_MAX);
    refuseTooLarge(model, taskFields, task, cell.gates() * hidden, hidden);
    Fields init = root.object("init", "seed");
    Fields training = root.object("training", "epochs", "optimizer", "learningRate");
    return new TrainingCase(
        name,
        source,
        task,
        cell,
        hidden,
        init.integer("seed", SEED_MIN, SEED_MAX).longValue(),
        training.integer("epochs", 1, MOST_EPOCHS),
        optimizer(training),
        golden(root, task));
  }

  private static String name(Fields root) {
    String name = root.text("name", NAME_ALLOWED);
    if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw root.refuse("name", NAME_ALLOWED);
    }
    return name;
  }

  private static CellKind cell(Fields model) {
    String allowed =
        Arrays.stream(CellKind.values()).map(CellKind::label).collect(Collectors.joining(", "));
    return CellKind.ofLabel(model.text("cell", allowed))
        .orElseThrow(() -> model.refuse("cell", allowed));
  }

  private static OptimizerSpec optimizer(Fields training) {
    String allowed = String.join(", ", OptimizerSpec.labels());
    String label = training.text("optimizer", allowed);
    double learningRate = learningRate(training);
    return OptimizerSpec.of(label, learningRate)
        .orElseThrow(() -> training.refuse("optimizer", allowed));
  }

  private static double learningRate(Fields training) {
    String allowed = "a number above 0 that a double can hold";
    double learningRate = training.number("learningRate", allowed);
    if (!(learningRate > 0 && Double.isFinite(learningRate))) {
      throw training.refuse("learningRate", allowed);
    }
    return learningRate;
  }

  private static Optional<GoldenArray> golden(Fields root, Task task) {
    return root.optionalObject("expected", "softmax")
        .map(expected -> expected.object("softmax", "firstRow", "decimals", "values"))
        .map(softmax -> GoldenArrayReader.read(softmax, task));
  }

  private static void refuseTooLarge(
      Fields model, Fields taskFields, Task task, long gateRows, long hidden) {
    long vocabulary = task.vocabularySize();
    long parameters = gateRows * (vocabulary + hidden + 2) + vocabulary * (hidden + 1);
    if (parameters > Integer.MAX_VALUE) {
      String found = hidden + ", which makes " + parameters + " parameters";
      throw model.refuse("hidden", found, "at most " + Integer.MAX_VALUE + " parameters");
    }
    long widest = Math.max(vocabulary, gateRows);
    // The states before the first step and after the last are kept, one more than there are steps.
    long rows = task.steps() + 1L;
    if (rows * widest > Integer.MAX_VALUE) {
      String found = rows + " characters of " + widest + " numbers each";
      throw taskFields.refuse(
          "repeat", found, "at most " + Integer.MAX_VALUE + " numbers, in characters times width");
    }
  }
}
