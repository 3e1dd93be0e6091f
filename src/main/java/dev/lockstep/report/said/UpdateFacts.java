package dev.lockstep.report.said;

import dev.lockstep.explain.Decimal;
import dev.lockstep.explain.Estimate;
import dev.lockstep.explain.GroupReading;
import dev.lockstep.explain.Setting;
import dev.lockstep.explain.Statement;
import dev.lockstep.explain.UpdateReading;
import dev.lockstep.explain.Worst;
import dev.lockstep.report.UpdateReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What a reader needs to know of the updates of a recording. */
public final class UpdateFacts {
  private static final int NAMES_SHOWN = 6;

  private UpdateFacts() {}

  /** What made the updates, in one sentence. */
  public static String sentence(UpdateReading reading) {
    if (reading.isExplained()) {
      return "Every update is "
          + reading.groups().get(0).candidate().label()
          + "'s, within rounding ("
          + Numbers.multiple(reading.excess())
          + " of it)";
    }
    if (reading.groups().isEmpty() && reading.unexplained().isEmpty()) {
      return reading.unchanged().isEmpty()
          ? "Nothing can be told: no step holds a parameter before and after with its gradient"
          : "Nothing was updated although there are gradients";
    }
    return "No rule explains every update" + nearest(reading);
  }

  /**
   * The rule with its settings in one line: {@code adam, lr 0.01, beta1 0.9}; or why there is none.
   */
  public static String summary(UpdateReading reading) {
    if (!reading.isExplained()) {
      return sentence(reading);
    }
    GroupReading main = reading.groups().get(0);
    StringBuilder line = new StringBuilder(main.candidate().label());
    for (Setting setting : main.estimates().keySet()) {
      if (setting == Setting.LR && !main.schedule().isEmpty()) {
        line.append(", lr ").append(fromTo(main.schedule()));
      } else {
        main.told(setting)
            .map(Estimate::shortest)
            .filter(value -> value != 0)
            .ifPresent(value -> line.append(", " + setting.label() + " " + Decimal.text(value)));
      }
    }
    if (!main.momenta().isEmpty()) {
      line.append(", " + main.momentum().label() + " " + fromTo(main.momenta()));
    }
    main.flags().forEach((name, flag) -> line.append(flag.orElse(false) ? ", " + name : ""));
    return line.toString();
  }

  private static String nearest(UpdateReading reading) {
    Optional<Worst> worst = reading.worst().filter(most -> !(most.excess() <= 1));
    if (reading.groups().isEmpty()) {
      return "";
    }
    return "; the nearest is "
        + reading.groups().get(0).candidate().label()
        + worst.map(most -> ", which leaves " + left(most)).orElse("");
  }

  private static String left(Worst worst) {
    return Numbers.multiple(worst.excess())
        + " of what rounding allows in step "
        + worst.step()
        + ", "
        + worst.tensor()
        + ", element "
        + worst.index();
  }

  /** What was read, and what contradicts what the recording says, in order. */
  public static List<Fact> facts(UpdateReport report) {
    UpdateReading reading = report.reading();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("recording", report.folder() + ": " + report.facts().name()));
    if (!report.contradictions().isEmpty()) {
      facts.add(
          new Fact(
              "contradicted",
              report.contradictions().stream().map(UpdateFacts::contradiction).toList()));
    }
    if (!reading.unexplained().isEmpty()) {
      facts.add(Fact.of("not explained", names(reading.unexplained())));
    }
    if (!reading.unchanged().isEmpty()) {
      facts.add(Fact.of("not updated", names(reading.unchanged())));
    }
    reading.groups().stream()
        .findFirst()
        .filter(main -> !main.others().isEmpty())
        .ifPresent(main -> facts.add(Fact.of("or just as well", String.join(", ", main.others()))));
    if (!report.warnings().isEmpty()) {
      facts.add(new Fact("warnings", report.warnings()));
    }
    if (report.exitStatus() != UpdateReport.EXPLAINED) {
      facts.add(Fact.of("rerun", ShellCommand.of(report.circumstances())));
    }
    return facts;
  }

  private static String contradiction(Statement.Contradiction one) {
    return one.name() + ": says " + one.said() + ", did " + one.did();
  }

  /** The names of a group of parameters, with its rule if there are several. */
  public static String group(UpdateReading reading, GroupReading group) {
    return (reading.groups().size() == 1 ? "" : group.candidate().label() + ": ")
        + names(group.parameters());
  }

  /** One row for each setting; the first row names the cells. */
  public static List<List<String>> settings(UpdateReport report, GroupReading group) {
    Map<String, Double> said = new Statement(report.facts().optimizer()).settings();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Setting", "Did", "Within", "Says"));
    for (Map.Entry<Setting, Estimate> entry : group.estimates().entrySet()) {
      String name = entry.getKey().label();
      Estimate estimate = entry.getValue();
      boolean everyStep = entry.getKey() != Setting.LR || group.schedule().isEmpty();
      rows.add(
          List.of(
              name,
              !everyStep
                  ? fromTo(group.schedule())
                  : estimate.told() ? did(estimate) : "cannot tell",
              everyStep ? within(estimate) : "",
              said.containsKey(name) ? Decimal.text(said.get(name)) : ""));
    }
    if (!group.momenta().isEmpty()) {
      String name = group.momentum().label();
      rows.add(List.of(name, fromTo(group.momenta()), "", said(report, name)));
    }
    group
        .flags()
        .forEach(
            (name, flag) ->
                rows.add(
                    List.of(
                        name,
                        flag.map(String::valueOf).orElse("cannot tell"),
                        "",
                        said(report, name))));
    return rows;
  }

  private static String said(UpdateReport report, String name) {
    Object said = report.facts().optimizer().get(name);
    return said == null ? "" : said.toString();
  }

  private static String did(Estimate estimate) {
    return Decimal.text(estimate.shortest());
  }

  private static String within(Estimate estimate) {
    return estimate.told()
        ? "±" + Numbers.small((estimate.high() - estimate.low()) / 2)
        : Numbers.small(estimate.low()) + " to " + Numbers.small(estimate.high());
  }

  private static String fromTo(SortedMap<Integer, Double> byStep) {
    return Numbers.small(byStep.get(byStep.firstKey()))
        + " to "
        + Numbers.small(byStep.get(byStep.lastKey()));
  }

  private static String names(List<String> names) {
    int more = names.size() - NAMES_SHOWN;
    return more <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMES_SHOWN)) + " and " + more + " more";
  }
}
