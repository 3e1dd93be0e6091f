package dev.lockstep.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a recording says of its optimizer, held against what its updates show.
 *
 * @param optimizer PyTorch's words with texts, numbers, booleans or lists of them
 */
public record Statement(Map<String, Object> optimizer) {
  private static final List<String> FAMILIES =
      List.of(
          "sgd",
          "adam",
          "adamw",
          "nadam",
          "radam",
          "adamax",
          "adagrad",
          "rmsprop",
          "adadelta",
          "lion");

  /**
   * Something that a recording says and its updates contradict.
   *
   * @param name what it is about: {@code eps}, or {@code name} for the rule
   * @param said what the recording says
   * @param did what the updates show
   */
  public record Contradiction(String name, String said, String did) {}

  /** The name of the optimizer in small letters; empty if nothing is said of it. */
  public Optional<String> name() {
    return Optional.ofNullable(optimizer.get("name"))
        .map(name -> name.toString().toLowerCase(Locale.ROOT));
  }

  /** The numbers that are said, by the words of {@link Setting}. */
  public SortedMap<String, Double> settings() {
    SortedMap<String, Double> settings = new TreeMap<>();
    optimizer.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            settings.put(name, number.doubleValue());
          } else if (name.equals("betas") && value instanceof List<?> betas) {
            for (int i = 0; i < betas.size(); i++) {
              if (betas.get(i) instanceof Number beta) {
                settings.put("beta" + (i + 1), beta.doubleValue());
              }
            }
          }
        });
    return settings;
  }

  /**
   * What the updates contradict; empty if they bear out what is said, or cannot tell, or nothing is
   * said. A setting is contradicted where no group's interval holds it; a rate, where it changes
   * from step to step, is not checked.
   */
  public List<Contradiction> against(UpdateReading reading) {
    List<Contradiction> contradictions = new ArrayList<>();
    if (!reading.isExplained()) {
      return contradictions;
    }
    GroupReading main = reading.groups().get(0);
    name()
        .filter(FAMILIES::contains)
        .filter(said -> !agrees(said, main))
        .ifPresent(
            said -> contradictions.add(new Contradiction("name", said, main.candidate().label())));
    settings()
        .forEach(
            (name, said) ->
                main.estimates().keySet().stream()
                    .filter(setting -> setting.label().equals(name))
                    .filter(setting -> setting != Setting.LR || main.schedule().isEmpty())
                    .filter(setting -> reading.groups().stream().noneMatch(holds(setting, said)))
                    .forEach(
                        setting ->
                            contradictions.add(
                                new Contradiction(
                                    name,
                                    Decimal.text(said),
                                    main.estimates().get(setting).toString()))));
    main.flags()
        .forEach(
            (name, did) -> {
              if (optimizer.get(name) instanceof Boolean said && did.isPresent()) {
                if (!did.get().equals(said)) {
                  contradictions.add(
                      new Contradiction(name, said.toString(), did.get().toString()));
                }
              }
            });
    return contradictions;
  }

  private static Predicate<GroupReading> holds(Setting setting, double said) {
    return group -> {
      Estimate estimate = group.estimates().get(setting);
      return estimate == null || (estimate.low() <= said && said <= estimate.high());
    };
  }

  private boolean agrees(String said, GroupReading main) {
    if (main.candidate().clip() != GradientClip.NONE) {
      return false;
    }
    boolean noDecay = !main.estimates().containsKey(Setting.WEIGHT_DECAY) || hasNoDecay(main);
    return main.rule().equals(said)
        || main.others().contains(said)
        || (said.equals("adamw") && main.rule().equals("adam") && noDecay)
        || (Boolean.TRUE.equals(optimizer.get("decoupled_weight_decay"))
            && main.rule().equals(said + "-decoupled-decay"));
  }

  private static boolean hasNoDecay(GroupReading main) {
    Estimate decay = main.estimates().get(Setting.WEIGHT_DECAY);
    return decay.low() <= 0 && decay.high() >= 0;
  }
}
