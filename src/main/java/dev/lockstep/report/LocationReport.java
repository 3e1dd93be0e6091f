package dev.lockstep.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Verdict;
import dev.lockstep.diagnosis.Candidate;
import dev.lockstep.diagnosis.Diagnosis;
import dev.lockstep.message.Printable;
import dev.lockstep.model.Wording;
import dev.lockstep.verification.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where an implementation first parts, as text, page and JSON. */
public final class LocationReport {
  private static final String TEMPLATE = "location.ftlh";

  private LocationReport() {}

  /** The text, whose lines end with a line feed. */
  public static String text(Location location) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(location));
    lines.addAll(ConsoleReport.aligned(facts(location)));
    return lines.stream().map(line -> Printable.line(line) + "\n").collect(Collectors.joining());
  }

  /** The text of the page. */
  static String html(Location location) {
    Charts charts = new Charts();
    List<Page.Chart> growth = charts.of(location);
    return Templates.page(
        TEMPLATE,
        new Page.LocationContent(
            headline(location),
            location.first().isPresent()
                ? Page.Badge.of(Verdict.DIVERGENT)
                : Page.Badge.of(Verdict.EQUIVALENT),
            Page.Entry.of(facts(location)),
            growth,
            charts.json()));
  }

  /** The text of the JSON file: NaN and infinities are strings, as in the report. */
  static String json(Location location) {
    JsonComparison comparisons = new JsonComparison(location.caseFile().trainingCase());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("formatVersion", JsonReport.FORMAT_VERSION);
    node.put("case", location.caseFile().trainingCase().name());
    node.put("file", location.caseFile().path().toString());
    node.put("implementation", location.backend());
    node.put("against", location.against());
    node.put("precision", location.execution().precision().label());
    node.put("device", location.execution().device().label());
    node.set("first", JsonValues.orNull(location.first(), comparisons::divergence));
    node.set("initial", JsonValues.orNull(location.initial(), comparisons::divergence));
    node.set("lockstep", comparisons.of(location.lockstep()));
    node.set("drift", comparisons.of(location.drift()));
    node.set("diagnosis", JsonValues.orNull(location.diagnosis(), LocationReport::diagnosis));
    return JsonReport.text(node);
  }

  private static ObjectNode diagnosis(Diagnosis diagnosis) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("sentence", diagnosis.sentence());
    node.put("ownExcess", diagnosis.ownExcess());
    ArrayNode candidates = node.putArray("candidates");
    for (Candidate candidate : diagnosis.candidates()) {
      candidates
          .addObject()
          .put("id", candidate.id())
          .put("sentence", candidate.sentence())
          .put("excess", candidate.excess())
          .put("matches", candidate.matches());
    }
    return node;
  }

  private static String headline(Location location) {
    String who =
        location.backend()
            + " and "
            + location.against()
            + " on "
            + location.caseFile().trainingCase().name()
            + " in "
            + location.execution().precision();
    return location
        .first()
        .map(
            first ->
                who
                    + " part in epoch "
                    + first.epoch()
                    + ", in the "
                    + Wording.of(first.quantity()))
        .orElse(who + " do not part");
  }

  private static List<Fact> facts(Location location) {
    TrainingCase trainingCase = location.caseFile().trainingCase();
    List<Fact> facts = new ArrayList<>();
    location
        .first()
        .ifPresent(
            first ->
                facts.add(new Fact("first", JudgementFacts.divergence("in", trainingCase, first))));
    facts.add(JudgementFacts.series("lockstep", trainingCase, location.lockstep()));
    facts.add(JudgementFacts.series("drift", trainingCase, location.drift()));
    location
        .diagnosis()
        .ifPresent(diagnosis -> facts.add(Fact.of("explanation", diagnosis.sentence())));
    facts.add(Fact.of("rerun", ShellCommand.rerunning(location)));
    return facts;
  }
}
