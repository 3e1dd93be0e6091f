package dev.lockstep.report.said;

import dev.lockstep.cases.Quoted;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the row and the column of an element mean in its case: which step and character, or which
 * gate and unit.
 *
 * @param row the row, counted in the whole tensor
 * @param column the column, 0 in a vector
 * @param parts the outermost first; empty for the loss, which has one element
 */
public record Place(int row, int column, List<Part> parts) {

  /** One coordinate: a number or a text. */
  public sealed interface Part {
    /** What is counted or named. */
    String name();

    /** As printed. */
    String value();
  }

  /** A coordinate that counts from 0. */
  public record Index(String name, int index) implements Part {
    @Override
    public String value() {
      return String.valueOf(index);
    }
  }

  /** A coordinate that is a character of the vocabulary. */
  public record OfCharacter(String name, String character) implements Part {
    @Override
    public String value() {
      return Quoted.text(character);
    }
  }

  /** A coordinate that is a gate of the cell. */
  public record Gate(String name, String gate) implements Part {
    @Override
    public String value() {
      return gate;
    }
  }

  /** The place of an element of a whole tensor. */
  public static Place of(TrainingCase trainingCase, TensorResult tensor, Element element) {
    int columns = tensor.shape().columns();
    int row = (int) (element.flat() / columns);
    return of(trainingCase, tensor.name(), row, (int) (element.flat() % columns));
  }

  static Place of(TrainingCase trainingCase, TensorName name, int row, int column) {
    List<Part> parts = new ArrayList<>();
    switch (name.kind()) {
      case INPUT, LOSS -> {}
      case ACTIVATION -> {
        addStep(parts, trainingCase.task(), row);
        if (name.equals(StepTensors.HIDDEN)) {
          parts.add(new Index("hidden unit", column));
        } else {
          addCharacter(parts, "character", trainingCase.task(), column);
        }
      }
      case START, GRADIENT, OPTIMIZER, PARAMETER ->
          addParameter(parts, trainingCase, name.name(), row, column);
    }
    return new Place(row, column, List.copyOf(parts));
  }

  private static void addStep(List<Part> parts, Task task, int step) {
    parts.add(new Index("step", step));
    if (step < task.steps()) {
      parts.add(new OfCharacter("input", characterAt(task, step)));
      parts.add(new OfCharacter("target", characterAt(task, step + 1)));
    }
  }

  private static void addParameter(
      List<Part> parts, TrainingCase trainingCase, String parameter, int row, int column) {
    switch (parameter) {
      case ParameterLayout.WEIGHT_IH -> {
        addGate(parts, trainingCase, row);
        addCharacter(parts, "input", trainingCase.task(), column);
      }
      case ParameterLayout.WEIGHT_HH -> {
        addGate(parts, trainingCase, row);
        parts.add(new Index("previous hidden unit", column));
      }
      case ParameterLayout.WEIGHT -> {
        addCharacter(parts, "character", trainingCase.task(), row);
        parts.add(new Index("hidden unit", column));
      }
      case ParameterLayout.BIAS -> addCharacter(parts, "character", trainingCase.task(), row);
      case ParameterLayout.BIAS_IH, ParameterLayout.BIAS_HH -> addGate(parts, trainingCase, row);
      default -> throw new IllegalArgumentException("no parameter named " + parameter);
    }
  }

  private static void addGate(List<Part> parts, TrainingCase trainingCase, int row) {
    int gate = row / trainingCase.hidden();
    if (trainingCase.cell().gates() > 1 && gate < trainingCase.cell().gates()) {
      parts.add(new Gate("gate", trainingCase.cell().gateNames().get(gate)));
    }
    parts.add(new Index("hidden unit", row % trainingCase.hidden()));
  }

  private static void addCharacter(List<Part> parts, String name, Task task, int index) {
    parts.add(
        index < task.vocabularySize()
            ? new OfCharacter(name, task.vocabulary().get(index))
            : new Index(name, index));
  }

  /** The character at a place of the repeated text. */
  public static String characterAt(Task task, int index) {
    int[] once = task.text().codePoints().toArray();
    return Character.toString(once[index % once.length]);
  }

  /** As printed: {@code step 3, input "?", target "h", character "l"}. */
  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.name() + " " + part.value())
        .collect(Collectors.joining(", "));
  }
}
