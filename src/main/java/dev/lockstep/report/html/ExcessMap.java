package dev.lockstep.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.recording.TensorName;
import dev.lockstep.report.said.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The largest excess of each tensor in each step: one row a tensor, in the order in which a step
 * computes them, one column a step. Where there are too many for a page, a row stands for a few
 * tensors that follow each other and a column for a few steps, and a cell for the worst of them.
 *
 * <p>A cell is two characters of {@value #DIGITS}, which {@code map.js} reads.
 */
final class ExcessMap {
  private static final int MOST_COLUMNS = 500;
  private static final int MOST_ROWS = 600;

  /** The digits of a number to the base 64. */
  static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  // A worse cell has a larger number, so that the worst of several is their maximum.
  private static final int ABSENT = 0;
  private static final int EQUAL = 1;
  private static final int WITHIN = 2;
  private static final int UNDECIDED = 1602;
  private static final int NOT_JUDGED = 1603;
  private static final int BEYOND = 1604;
  private static final int INFINITE = 4095;

  /** Levels a power of ten: neighbours are less than a hundredth apart. */
  private static final int LEVELS_WITHIN = 400;

  private static final int LEVELS_BEYOND = 250;

  private final String axis;
  private final List<TensorName> tensors;
  private final List<StepResult> steps;
  private final int tensorsInRow;
  private final int stepsInColumn;
  private final int[][] cells;
  private final Optional<Mismatch> first;
  private final Map<TensorName, Integer> places = new HashMap<>();

  /**
   * A map.
   *
   * @param axis what the columns are, one word
   * @param steps ascending
   * @param first where they part, if they do
   */
  ExcessMap(String axis, List<StepResult> steps, Optional<Mismatch> first) {
    this.axis = axis;
    this.steps = steps;
    this.first = first;
    tensors = inOrder(steps);
    tensorsInRow = Math.max(1, groups(tensors.size(), MOST_ROWS));
    stepsInColumn = Math.max(1, groups(steps.size(), MOST_COLUMNS));
    tensors.forEach(tensor -> places.put(tensor, places.size()));
    cells = new int[groups(tensors.size(), tensorsInRow)][groups(steps.size(), stepsInColumn)];
    for (int step = 0; step < steps.size(); step++) {
      for (TensorResult tensor : steps.get(step).tensors()) {
        int row = places.get(tensor.name()) / tensorsInRow;
        int column = step / stepsInColumn;
        cells[row][column] = Math.max(cells[row][column], cell(tensor));
      }
    }
  }

  /** For the page, under a title; none if there is nothing to show. */
  List<Page.Map> under(String title) {
    return cells.length == 0 ? List.of() : List.of(new Page.Map(title, note(), json()));
  }

  /** What a row and a column stand for where that is more than one; else empty. */
  private String note() {
    List<String> notes = new ArrayList<>();
    if (stepsInColumn > 1) {
      notes.add("a column stands for up to " + Numbers.count(stepsInColumn, axis));
    }
    if (tensorsInRow > 1) {
      notes.add("a row stands for up to " + Numbers.count(tensorsInRow, "tensor"));
    }
    return notes.isEmpty()
        ? ""
        : "There are too many to show each: "
            + String.join(" and ", notes)
            + ", and a cell for the worst of them.";
  }

  /** The map for the script of the page; safe inside a script element. */
  private String json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("axis", axis);
    ArrayNode columns = node.putArray("columns");
    for (int from = 0; from < steps.size(); from += stepsInColumn) {
      int last = steps.get(Math.min(steps.size(), from + stepsInColumn) - 1).step();
      columns.add(range(Integer.toString(steps.get(from).step()), Integer.toString(last)));
    }
    ArrayNode rows = node.putArray("rows");
    for (int from = 0; from < tensors.size(); from += tensorsInRow) {
      TensorName last = tensors.get(Math.min(tensors.size(), from + tensorsInRow) - 1);
      rows.add(range(tensors.get(from).toString(), last.toString()));
    }
    ArrayNode texts = node.putArray("cells");
    for (int[] row : cells) {
      texts.add(text(row));
    }
    first.ifPresentOrElse(
        mismatch -> node.putArray("first").add(row(mismatch)).add(column(mismatch)),
        () -> node.putNull("first"));
    return node.toString().replace("<", "\\u003c").replace("\u2028", "\\u2028");
  }

  private int row(Mismatch mismatch) {
    return places.get(mismatch.tensor().name()) / tensorsInRow;
  }

  private int column(Mismatch mismatch) {
    int column = 0;
    while (steps.get(column).step() != mismatch.step()) {
      column++;
    }
    return column / stepsInColumn;
  }

  /** A tensor that is not in the first step goes behind the one that its own step has before it. */
  private static List<TensorName> inOrder(List<StepResult> steps) {
    List<TensorName> order = new ArrayList<>();
    Set<TensorName> known = new HashSet<>();
    for (StepResult step : steps) {
      TensorName before = null;
      for (TensorResult tensor : step.tensors()) {
        if (known.add(tensor.name())) {
          order.add(before == null ? 0 : order.indexOf(before) + 1, tensor.name());
        }
        before = tensor.name();
      }
    }
    return order;
  }

  private static int cell(TensorResult tensor) {
    return switch (tensor.standing()) {
      case NOT_JUDGED -> NOT_JUDGED;
      case UNDECIDED -> UNDECIDED;
      case MISSING, UNEXPECTED -> INFINITE;
      case JUDGED -> tensor.compared() == 0 ? ABSENT : level(tensor.maxExcess());
    };
  }

  private static int level(double excess) {
    if (excess == 0) {
      return EQUAL;
    }
    double power = Math.log10(excess);
    if (excess <= 1) {
      int below = (int) (-power * LEVELS_WITHIN);
      return Math.max(WITHIN, UNDECIDED - 1 - below);
    }
    return excess <= Double.MAX_VALUE
        ? (int) Math.min(INFINITE - 1, BEYOND + power * LEVELS_BEYOND)
        : INFINITE;
  }

  private static String text(int[] row) {
    StringBuilder text = new StringBuilder();
    for (int cell : row) {
      text.append(DIGITS.charAt(cell / DIGITS.length()))
          .append(DIGITS.charAt(cell % DIGITS.length()));
    }
    return text.toString();
  }

  private static String range(String from, String to) {
    return from.equals(to) ? from : from + " … " + to;
  }

  /** How many groups of at most that size there are; how large they are is the same division. */
  private static int groups(int count, int size) {
    return (count + size - 1) / size;
  }
}
