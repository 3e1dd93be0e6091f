package dev.lockstep.report.map;

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
 */
public final class ExcessGrid {
  private static final int MOST_COLUMNS = 500;
  private static final int MOST_ROWS = 600;

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
   * A grid.
   *
   * @param axis what the columns are, one word
   * @param steps ascending
   * @param first where they part, if they do
   */
  public ExcessGrid(String axis, List<StepResult> steps, Optional<Mismatch> first) {
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

  /** What the columns are, one word. */
  public String axis() {
    return axis;
  }

  /** Whether there is anything to show. */
  public boolean isEmpty() {
    return cells.length == 0;
  }

  /** Tensors, or the first and last of those that share a row. */
  public List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (int from = 0; from < tensors.size(); from += tensorsInRow) {
      TensorName last = tensors.get(Math.min(tensors.size(), from + tensorsInRow) - 1);
      rows.add(range(tensors.get(from).toString(), last.toString()));
    }
    return rows;
  }

  /** Numbers of steps, or the first and last of those that share a column. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (int from = 0; from < steps.size(); from += stepsInColumn) {
      int last = steps.get(Math.min(steps.size(), from + stepsInColumn) - 1).step();
      columns.add(range(Integer.toString(steps.get(from).step()), Integer.toString(last)));
    }
    return columns;
  }

  /**
   * What stands in a cell, as a number below 4096: larger for what is worse, with neighbours of a
   * finite excess less than a hundredth apart.
   */
  public int cell(int row, int column) {
    return cells[row][column];
  }

  /** The colour of a cell. */
  public ExcessLevel level(int row, int column) {
    int cell = cells[row][column];
    return switch (cell) {
      case ABSENT -> ExcessLevel.ABSENT;
      case EQUAL -> ExcessLevel.W0;
      case UNDECIDED -> ExcessLevel.UNDECIDED;
      case NOT_JUDGED -> ExcessLevel.UNJUDGED;
      case INFINITE -> ExcessLevel.INFINITE;
      default ->
          ExcessLevel.of(
              cell < UNDECIDED
                  ? Math.pow(10, (cell - (UNDECIDED - 1.0)) / LEVELS_WITHIN)
                  : Math.pow(10, (cell - (BEYOND - 0.5)) / LEVELS_BEYOND));
    };
  }

  /** Row and column of the first mismatch, if there is one. */
  public Optional<Place> first() {
    return first.map(mismatch -> new Place(row(mismatch), column(mismatch)));
  }

  /**
   * A cell.
   *
   * @param row from 0
   * @param column from 0
   */
  public record Place(int row, int column) {}

  /** What a row and a column stand for where that is more than one; else empty. */
  public String note() {
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

  private static String range(String from, String to) {
    return from.equals(to) ? from : from + " … " + to;
  }

  /** How many groups of at most that size there are; how large they are is the same division. */
  private static int groups(int count, int size) {
    return (count + size - 1) / size;
  }
}
