package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long each training of a run took, from its report. */
public final class TrainingSeconds {
  private TrainingSeconds() {}

  /**
   * The seconds in a report, one number for each training that came to its end.
   *
   * @param directory of the report
   * @throws IOException if there is no report that can be read
   */
  public static List<Double> in(Path directory) throws IOException {
    JsonNode report = new ObjectMapper().readTree(directory.resolve(JsonReport.FILE).toFile());
    List<Double> seconds = new ArrayList<>();
    for (JsonNode ofCase : report.path("cases")) {
      for (JsonNode implementation : ofCase.path("implementations")) {
        if (implementation.path("seconds").isNumber()) {
          seconds.add(implementation.path("seconds").doubleValue());
        }
      }
    }
    return List.copyOf(seconds);
  }
}
