package dev.lockstep.report.html;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Element;
import dev.lockstep.report.map.Colour;
import dev.lockstep.report.said.CharacterLabel;
import dev.lockstep.report.said.ComparedRows;
import dev.lockstep.report.said.Numbers;
import dev.lockstep.report.said.Place;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Judgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The last softmax of a case as coloured tables, all with the same rows. */
final class HeatMaps {
  private static final int FIRST_ROWS = 10;
  private static final int MISMATCHING_ROWS = 20;
  private static final int MOST_COLUMNS = 40;
  private static final int DECIMALS = 3;

  /** How far, in powers of ten, the largest difference may go beyond the colours. */
  private static final double SLACK = 0.1;

  private final Task task;
  private final Optional<GoldenArray> golden;
  private final Map<Judgement, ComparedRows> compared = new LinkedHashMap<>();
  private final int firstRow;
  private final int rows;
  private final int columns;
  private final List<Integer> shown;
  private final List<Integer> shownColumns;

  HeatMaps(CaseOutcome outcome) {
    TrainingCase trainingCase = outcome.caseFile().trainingCase();
    task = trainingCase.task();
    golden = trainingCase.golden();
    for (Judgement judgement : outcome.judgements()) {
      ComparedRows.of(trainingCase, judgement).ifPresent(found -> compared.put(judgement, found));
    }
    firstRow = golden.map(GoldenArray::firstRow).orElse(0);
    rows =
        Math.max(
            golden.map(GoldenArray::rows).orElse(0),
            compared.values().stream().mapToInt(ComparedRows::rows).max().orElse(0));
    columns =
        compared.values().stream()
            .mapToInt(ComparedRows::columns)
            .max()
            .orElse(task.vocabularySize());
    shown = shownRows();
    shownColumns = shownColumns();
  }

  /** What is expected, then each implementation beside its difference; empty if nothing is. */
  List<List<Page.HeatMap>> panels() {
    List<List<Page.HeatMap>> panels = new ArrayList<>();
    expected().ifPresent(panel -> panels.add(List.of(panel)));
    compared.forEach(
        (judgement, found) -> {
          String name = judgement.info().name();
          panels.add(List.of(actual(name, found), difference(name, found)));
        });
    return panels;
  }

  /** Which rows and columns are shown; empty if all are. */
  String rowsNote() {
    return Stream.of(shownRowsNote(), shownColumnsNote())
        .filter(note -> !note.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private String shownColumnsNote() {
    return shownColumns.size() == columns
        ? ""
        : "Shown are "
            + shownColumns.size()
            + " of "
            + columns
            + " characters: those with a mismatch in these rows, then those with the largest"
            + " values.";
  }

  private String shownRowsNote() {
    return shown.size() == rows
        ? ""
        : "Shown are "
            + shown.size()
            + " of "
            + rows
            + " rows: the first "
            + FIRST_ROWS
            + ", and at most "
            + MISMATCHING_ROWS
            + " of those with a mismatch.";
  }

  private List<Integer> shownRows() {
    TreeSet<Integer> found = new TreeSet<>();
    IntStream.range(0, Math.min(rows, FIRST_ROWS)).forEach(found::add);
    IntStream.range(found.size(), rows)
        .filter(row -> compared.values().stream().anyMatch(c -> c.hasMismatch(row)))
        .limit(MISMATCHING_ROWS)
        .forEach(found::add);
    return List.copyOf(found);
  }

  /** A page that draws thousands of columns is too large to be opened. */
  private List<Integer> shownColumns() {
    if (columns <= MOST_COLUMNS) {
      return IntStream.range(0, columns).boxed().toList();
    }
    double[] weights = IntStream.range(0, columns).mapToDouble(this::weight).toArray();
    return IntStream.range(0, columns)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer column) -> -weights[column]))
        .limit(MOST_COLUMNS)
        .sorted()
        .toList();
  }

  /** The largest value in a column, which a mismatch outweighs. */
  private double weight(int column) {
    double weight = 0;
    for (ComparedRows found : compared.values()) {
      for (int row : shown) {
        Element element = found.element(row, column);
        double value = Math.abs(element.expected());
        weight = Math.max(weight, element.isWithin() ? value : Double.MAX_VALUE);
      }
    }
    return weight;
  }

  private Optional<Page.HeatMap> expected() {
    if (golden.isPresent()) {
      int decimals = golden.get().decimals();
      return Optional.of(panel("expected", plain(golden.get().values(), decimals)));
    }
    return compared.values().stream()
        .findFirst()
        .map(found -> panel("reference, exact", plain(found.expected(), DECIMALS)));
  }

  private Page.HeatMap actual(String name, ComparedRows found) {
    int decimals = golden.map(GoldenArray::decimals).orElse(DECIMALS);
    return panel(
        name, row -> shownColumns.stream().map(c -> actual(found, row, c, decimals)).toList());
  }

  private static Page.Cell actual(ComparedRows found, int row, int column, int decimals) {
    Element element = found.element(row, column);
    return new Page.Cell(
        Numbers.decimals(element.actual(), decimals),
        Colour.of(element.actual()),
        Colour.isDark(element.actual()),
        !element.isWithin(),
        "");
  }

  private Page.HeatMap difference(String name, ComparedRows found) {
    int power = power(found);
    String caption = name + " − " + (golden.isPresent() ? "expected" : "exact");
    return panel(
        power == 0 ? caption : caption + ", × 10" + superscript(power),
        row ->
            shownColumns.stream()
                .map(column -> difference(found.element(row, column), power))
                .toList());
  }

  private static Page.Cell difference(Element element, int power) {
    double scaled = (element.actual() - element.expected()) * Math.pow(10, power);
    return new Page.Cell(
        Numbers.decimals(scaled, 2).replaceFirst("^-(?=0\\.00$)", ""),
        Colour.of(scaled),
        Colour.isDark(scaled),
        !element.isWithin(),
        Numbers.sides(element) + ", allowed " + Numbers.small(element.allowed()));
  }

  /** The power of ten that makes the largest shown difference about as large as the colours go. */
  private int power(ComparedRows found) {
    double largest = 0;
    for (int row : shown) {
      for (int column : shownColumns) {
        double difference = found.element(row, column).difference();
        largest = Double.isFinite(difference) ? Math.max(largest, difference) : largest;
      }
    }
    return largest == 0 ? 0 : (int) Math.max(0, Math.floor(SLACK - Math.log10(largest)));
  }

  private static String superscript(int power) {
    StringBuilder digits = new StringBuilder();
    for (char digit : String.valueOf(power).toCharArray()) {
      digits.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
    }
    return digits.toString();
  }

  private IntFunction<List<Page.Cell>> plain(Tensor values, int decimals) {
    return row ->
        shownColumns.stream()
            .mapToDouble(
                column ->
                    row < values.shape().rows() && column < values.shape().columns()
                        ? values.get(row, column)
                        : Double.NaN)
            .mapToObj(
                value ->
                    new Page.Cell(
                        Numbers.decimals(value, decimals),
                        Colour.of(value),
                        Colour.isDark(value),
                        false,
                        ""))
            .toList();
  }

  private Page.HeatMap panel(String caption, IntFunction<List<Page.Cell>> cells) {
    List<Page.Label> labels = shownColumns.stream().map(this::column).toList();
    List<Page.HeatRow> panelRows = new ArrayList<>();
    for (int row : shown) {
      panelRows.add(
          new Page.HeatRow(
              String.valueOf(firstRow + row),
              input(firstRow + row),
              row == 0 || shown.contains(row - 1),
              cells.apply(row)));
    }
    return new Page.HeatMap(caption, labels, panelRows);
  }

  private Page.Label column(int column) {
    return column < task.vocabularySize()
        ? label(task.vocabulary().get(column))
        : new Page.Label(CharacterLabel.ofColumn(task, column), "not in the vocabulary");
  }

  private Page.Label input(int step) {
    return step >= 0 && step < task.steps()
        ? label(Place.characterAt(task, step))
        : new Page.Label("", "past the end of the sequence");
  }

  private static Page.Label label(String character) {
    return new Page.Label(CharacterLabel.of(character), CharacterLabel.description(character));
  }
}
