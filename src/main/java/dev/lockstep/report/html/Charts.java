package dev.lockstep.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.explain.GroupReading;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.report.said.Numbers;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Judgement;
import dev.lockstep.verification.Location;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The curves of all cases over their epochs, every one on a logarithmic scale. */
final class Charts {
  private static final String ALLOWED = "allowed";
  private static final int ROWS = 10;
  private static final int MOST_POINTS = 1000;
  private static final MathContext DIGITS = new MathContext(6);

  private final ArrayNode all = JsonNodeFactory.instance.arrayNode();

  /** The charts of a case that have a curve; their numbers are kept for {@link #json()}. */
  List<Page.Chart> of(CaseOutcome outcome) {
    String name = outcome.caseFile().trainingCase().name();
    List<Page.Chart> charts = new ArrayList<>();
    add(
        charts,
        "loss-" + name,
        "Loss (mean cross-entropy) by epoch",
        losses(outcome),
        Numbers::loss);
    add(
        charts,
        "drift-" + name,
        "Drift by epoch: the largest error of the free-running training, as a multiple of what is"
            + " allowed",
        excesses(outcome, Judgement::drift),
        Numbers::multiple);
    add(
        charts,
        "lockstep-" + name,
        "Local error by epoch: every epoch from the reference's state, as a multiple of what is"
            + " allowed",
        excesses(outcome, Judgement::lockstep),
        Numbers::multiple);
    return charts;
  }

  /** How the difference grew: local error and drift by epoch. */
  List<Page.Chart> of(Location location) {
    Map<String, double[]> curves = new LinkedHashMap<>();
    curves.put("local error (lockstep)", excesses(location.lockstep()));
    curves.put("drift (free-running)", excesses(location.drift()));
    curves.put(ALLOWED, ones(location.drift().expectedSteps()));
    List<Page.Chart> charts = new ArrayList<>();
    add(
        charts,
        "growth",
        "The largest error by epoch, as a multiple of what is allowed",
        curves,
        Numbers::multiple);
    return charts;
  }

  /** The learning rate of a group of parameters by step; none if it is the same throughout. */
  List<Page.Chart> of(GroupReading group) {
    List<Page.Chart> charts = new ArrayList<>();
    SortedMap<Integer, Double> rates = group.schedule();
    Map<String, double[]> curves = new LinkedHashMap<>();
    curves.put("lr", rates.values().stream().mapToDouble(Double::doubleValue).toArray());
    int[] steps = rates.keySet().stream().mapToInt(Integer::intValue).toArray();
    add(
        charts,
        "schedule-" + all.size(),
        "Learning rate by step",
        new Axis("step", steps),
        curves,
        Numbers::small);
    return charts;
  }

  /** The excess over the steps of a comparison of recordings. */
  List<Page.Chart> of(ComparisonResult result) {
    List<StepResult> steps = result.steps().stream().filter(step -> step.compared() > 0).toList();
    int together = Math.max(1, (steps.size() + MOST_POINTS - 1) / MOST_POINTS);
    List<List<StepResult>> points = new ArrayList<>();
    for (int from = 0; from < steps.size(); from += together) {
      points.add(steps.subList(from, Math.min(steps.size(), from + together)));
    }
    Map<String, double[]> curves = new LinkedHashMap<>();
    curves.put("largest", values(points, StepResult::maxExcess));
    curves.put("root mean square", values(points, StepResult::rmsExcess));
    curves.put(ALLOWED, ones(points.size()));
    String title =
        "The excess by step, as a multiple of what is allowed"
            + (together == 1
                ? ""
                : ": one point stands for up to " + together + " steps, the worst of them");
    int[] numbers = points.stream().mapToInt(point -> point.get(0).step()).toArray();
    List<Page.Chart> charts = new ArrayList<>();
    add(charts, "excess", title, new Axis("step", numbers), curves, Numbers::multiple);
    return charts;
  }

  private static double[] values(
      List<List<StepResult>> points, ToDoubleFunction<StepResult> value) {
    return points.stream()
        .mapToDouble(point -> point.stream().mapToDouble(value).max().orElse(0))
        .toArray();
  }

  /** The numbers of all charts so far; safe inside a script element. */
  String json() {
    return "[" + items() + "]";
  }

  /** The same without the brackets around them. */
  String items() {
    String text = all.toString().replace("<", "\\u003c").replace("\u2028", "\\u2028");
    return text.substring(1, text.length() - 1);
  }

  private static Map<String, double[]> losses(CaseOutcome outcome) {
    Map<String, double[]> curves = new LinkedHashMap<>();
    outcome.judgements().stream()
        .flatMap(judgement -> judgement.envelope().stream())
        .findFirst()
        .ifPresent(envelope -> curves.put("exact (float64)", losses(envelope.exact())));
    for (Judgement judgement : outcome.judgements()) {
      judgement
          .result()
          .completed()
          .ifPresent(completed -> curves.put(judgement.info().name(), losses(completed.steps())));
    }
    return curves;
  }

  private static double[] losses(List<StepRecord> trajectory) {
    return trajectory.stream().mapToDouble(StepTensors::loss).toArray();
  }

  private static Map<String, double[]> excesses(
      CaseOutcome outcome, Function<Judgement, Optional<TrainingResult>> series) {
    Map<String, double[]> curves = new LinkedHashMap<>();
    for (Judgement judgement : outcome.judgements()) {
      series
          .apply(judgement)
          .ifPresent(found -> curves.put(judgement.info().name(), excesses(found)));
    }
    curves.values().stream()
        .mapToInt(values -> values.length)
        .max()
        .ifPresent(length -> curves.put(ALLOWED, ones(length)));
    return curves;
  }

  private static double[] excesses(TrainingResult series) {
    return series.steps().stream().mapToDouble(StepResult::maxExcess).toArray();
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private void add(
      List<Page.Chart> charts,
      String id,
      String title,
      Map<String, double[]> curves,
      DoubleFunction<String> number) {
    int epochs = curves.values().stream().mapToInt(values -> values.length).max().orElse(0);
    Axis axis = new Axis("epoch", IntStream.rangeClosed(1, epochs).toArray());
    add(charts, id, title, axis, curves, number);
  }

  private void add(
      List<Page.Chart> charts,
      String id,
      String title,
      Axis axis,
      Map<String, double[]> curves,
      DoubleFunction<String> number) {
    int epochs = axis.numbers().length;
    if (epochs == 0) {
      return;
    }
    ObjectNode chart = all.addObject();
    chart.put("id", id);
    chart.put("axis", axis.label());
    ArrayNode numbers = chart.putArray("numbers");
    Arrays.stream(axis.numbers()).forEach(numbers::add);
    ArrayNode series = chart.putArray("series");
    curves.forEach((name, values) -> addSeries(series, name, values, epochs));
    charts.add(
        new Page.Chart(
            id, title, axis.label(), List.copyOf(curves.keySet()), rows(axis, curves, number)));
  }

  private static void addSeries(ArrayNode series, String name, double[] values, int epochs) {
    ObjectNode node = series.addObject();
    node.put("label", name);
    node.put("limit", name.equals(ALLOWED));
    ArrayNode numbers = node.putArray("values");
    for (int epoch = 0; epoch < epochs; epoch++) {
      if (epoch < values.length && values[epoch] > 0 && Double.isFinite(values[epoch])) {
        numbers.add(new BigDecimal(values[epoch]).round(DIGITS).doubleValue());
      } else {
        numbers.addNull();
      }
    }
  }

  private static List<Page.ChartRow> rows(
      Axis axis, Map<String, double[]> curves, DoubleFunction<String> number) {
    int epochs = axis.numbers().length;
    TreeSet<Integer> chosen = new TreeSet<>();
    chosen.add(1);
    for (int i = 1; i <= ROWS; i++) {
      chosen.add((int) Math.max(1, (long) epochs * i / ROWS));
    }
    List<Page.ChartRow> rows = new ArrayList<>();
    for (int epoch : chosen) {
      rows.add(
          new Page.ChartRow(
              String.valueOf(axis.numbers()[epoch - 1]),
              curves.values().stream()
                  .map(values -> epoch <= values.length ? number.apply(values[epoch - 1]) : "–")
                  .toList()));
    }
    return rows;
  }

  /**
   * What is counted from left to right.
   *
   * @param label one word
   * @param numbers ascending, one for each value of a curve
   */
  private record Axis(String label, int[] numbers) {}
}
