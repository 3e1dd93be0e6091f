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
 * How much of what is allowed everything took, as an earlier {@code report.json} says: what may
 * creep up from one version of a library to the next before any verdict changes.
 *
 * @param shares by what took them; 1 is all that is allowed
 */
public record Baseline(Map<String, Double> shares) {
  /** A share that grew by half is more than two runs of the same program ever differ by. */
  private static final double GROWTH = 1.5;

  /** What takes less of what is allowed may grow as it likes. */
  private static final double NEGLIGIBLE = 0.1;

  /** As a tree in memory a report takes several times its bytes. */
  static final long LARGEST = 128L << 20;

  private static final List<String> COMPARISONS =
      List.of("golden", "reference", "drift", "lockstep");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Copies the map, in its order. */
  public Baseline {
    shares = new LinkedHashMap<>(shares);
  }

  /** Whose report it is. */
  public enum Source {
    /** Shares by case, implementation and comparison. */
    VERIFICATION("a verification", "cases"),
    /** Shares by kind of tensor. */
    COMPARISON("a comparison", "kinds");

    private final String label;
    private final String field;

    Source(String label, String field) {
      this.label = label;
      this.field = field;
    }

    private Map<String, Double> shares(JsonNode entries) {
      return switch (this) {
        case VERIFICATION -> ofCases(entries);
        case COMPARISON -> ofKinds(entries);
      };
    }
  }

  /**
   * Reads an earlier report.
   *
   * @param file may have been written by anyone
   * @throws InvalidBaselineException if the file cannot be read, is too large or is no such report;
   *     the message says what was found
   */
  public static Baseline read(Path file, Source source) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidBaselineException(file + ": found no file", null);
    }
    try {
      long bytes = Files.size(file);
      if (bytes > LARGEST) {
        throw new InvalidBaselineException(
            file + ": found " + bytes + " bytes; allowed: at most " + LARGEST + " bytes", null);
      }
    } catch (IOException e) {
      throw new InvalidBaselineException(file + ": " + Reason.of(e), e);
    }
    return ofOwn(file, source);
  }

  /**
   * Reads a report that this program has just written, however large.
   *
   * @throws InvalidBaselineException if it cannot be read
   */
  public static Baseline ofOwn(Path file, Source source) {
    try {
      JsonNode entries = MAPPER.readTree(file.toFile()).path(source.field);
      if (!entries.isArray()) {
        throw new InvalidBaselineException(
            file
                + ": found no field \""
                + source.field
                + "\"; allowed: the report.json of "
                + source.label,
            null);
      }
      return new Baseline(source.shares(entries));
    } catch (IOException e) {
      throw new InvalidBaselineException(file + ": " + Reason.of(e), e);
    }
  }

  private static Map<String, Double> ofCases(JsonNode cases) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (JsonNode one : cases) {
      for (JsonNode implementation : one.path("implementations")) {
        String who = one.path("name").asText() + " " + implementation.path("name").asText();
        for (String comparison : COMPARISONS) {
          put(shares, who + ": " + comparison, implementation.path(comparison));
        }
      }
    }
    return shares;
  }

  private static Map<String, Double> ofKinds(JsonNode kinds) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (JsonNode kind : kinds) {
      put(shares, kind.path("kind").asText(), kind);
    }
    return shares;
  }

  private static void put(Map<String, Double> shares, String what, JsonNode compared) {
    JsonNode share = compared.path("maxExcess");
    if (share.isNumber()) {
      shares.put(what, share.doubleValue());
    }
  }

  /**
   * What took at least half as much again in a later run, a line each in its order. What is in one
   * of the two alone is not compared.
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
