package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.message.Printable;
import dev.lockstep.message.Reason;
import dev.lockstep.report.said.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of what is allowed each implementation took in a verification, as its {@code
 * report.json} says: what may creep up from one version of a library to the next before any verdict
 * changes.
 *
 * @param shares by case, implementation and comparison; 1 is all that is allowed
 */
public record Baseline(Map<String, Double> shares) {
  /** A share that grew by half is more than two runs of the same program ever differ by. */
  private static final double GROWTH = 1.5;

  /** What takes less of what is allowed may grow as it likes. */
  private static final double NEGLIGIBLE = 0.1;

  private static final List<String> COMPARISONS =
      List.of("golden", "reference", "drift", "lockstep");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Copies the map, in its order. */
  public Baseline {
    shares = new LinkedHashMap<>(shares);
  }

  /**
   * Reads a report.
   *
   * @throws InvalidBaselineException if the file cannot be read or is no verification's report; the
   *     message says what was found
   */
  public static Baseline read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidBaselineException(file + ": found no file", null);
    }
    try {
      JsonNode report = MAPPER.readTree(file.toFile());
      if (!report.path("cases").isArray()) {
        throw new InvalidBaselineException(
            file + ": found no field \"cases\"; allowed: the report.json of a verification", null);
      }
      return of(report.get("cases"));
    } catch (IOException e) {
      throw new InvalidBaselineException(file + ": " + Reason.of(e), e);
    }
  }

  private static Baseline of(JsonNode cases) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (JsonNode one : cases) {
      for (JsonNode implementation : one.path("implementations")) {
        String who = one.path("name").asText() + " " + implementation.path("name").asText();
        for (String comparison : COMPARISONS) {
          JsonNode share = implementation.path(comparison).path("maxExcess");
          if (share.isNumber()) {
            shares.put(who + ": " + comparison, share.doubleValue());
          }
        }
      }
    }
    return new Baseline(shares);
  }

  /**
   * What took at least half as much again in a later verification, a line each in its order. What
   * is in one of the two alone is not compared.
   */
  public List<String> grown(Baseline later) {
    List<String> lines = new ArrayList<>();
    later.shares.forEach(
        (what, share) -> {
          Double before = shares.get(what);
          if (before != null && share > NEGLIGIBLE && share >= GROWTH * before) {
            lines.add(
                Printable.line(what)
                    + " takes "
                    + Numbers.multiple(share)
                    + " of what is allowed, "
                    + Numbers.multiple(before)
                    + " in the baseline");
          }
        });
    return lines;
  }
}
