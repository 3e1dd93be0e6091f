package dev.lockstep.model;

import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.tensor.Shape;
import java.util.List;

/**
 * The parameters of a cell followed by a linear layer, in the order in which PyTorch creates them.
 * With G gates, H hidden units and V characters: {@code weight_ih} [G·H, V], {@code weight_hh}
 * [G·H, H], {@code bias_ih} [G·H], {@code bias_hh} [G·H], {@code weight} [V, H], {@code bias} [V].
 *
 * @param cell the recurrent cell, which says G
 * @param hidden H, 1 or more
 * @param vocabulary V, 1 or more
 */
public record ParameterLayout(CellKind cell, int hidden, int vocabulary) {

  /** The input-to-hidden weights. */
  public static final String WEIGHT_IH = "weight_ih";

  /** The hidden-to-hidden weights. */
  public static final String WEIGHT_HH = "weight_hh";

  /** The bias added to the input product. */
  public static final String BIAS_IH = "bias_ih";

  /** The bias added to the hidden product. */
  public static final String BIAS_HH = "bias_hh";

  /** The linear layer's weights. */
  public static final String WEIGHT = "weight";

  /** The linear layer's bias. */
  public static final String BIAS = "bias";

  private static final List<String> NAMES =
      List.of(WEIGHT_IH, WEIGHT_HH, BIAS_IH, BIAS_HH, WEIGHT, BIAS);

  /** The layout of a case's model. */
  public static ParameterLayout of(TrainingCase trainingCase) {
    return new ParameterLayout(
        trainingCase.cell(), trainingCase.hidden(), trainingCase.task().vocabularySize());
  }

  /** The parameter names, in creation order. */
  public List<String> names() {
    return NAMES;
  }

  /**
   * The shape of a parameter.
   *
   * @throws IllegalArgumentException if there is no parameter of that name
   */
  public Shape shape(String name) {
    int gateRows = cell.gates() * hidden;
    return switch (name) {
      case WEIGHT_IH -> Shape.of(gateRows, vocabulary);
      case WEIGHT_HH -> Shape.of(gateRows, hidden);
      case BIAS_IH, BIAS_HH -> Shape.of(gateRows);
      case WEIGHT -> Shape.of(vocabulary, hidden);
      case BIAS -> Shape.of(vocabulary);
      default -> throw new IllegalArgumentException("no parameter named " + name);
    };
  }

  /** The number of elements of all parameters together. */
  public int size() {
    return NAMES.stream().mapToInt(name -> shape(name).size()).sum();
  }
}
