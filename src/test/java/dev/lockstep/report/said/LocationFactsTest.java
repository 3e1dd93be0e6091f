package dev.lockstep.report.said;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.device.Preflight;
import dev.lockstep.fault.FaultBackend;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.report.Reports;
import dev.lockstep.report.console.LocationText;
import dev.lockstep.report.html.LocationPage;
import dev.lockstep.report.json.LocationJson;
import dev.lockstep.tensor.Precision;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Location;
import dev.lockstep.verification.Locator;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What text, page and JSON say of a location, which is the same in all three. */
class LocationFactsTest {
  private static final Location AGREEING = location(0.1, new ReferenceBackend());
  private static final Location PARTING =
      location(0.1, new FaultBackend(FaultCatalogue.named("loss-summed").orElseThrow()));
  private static final Location STILL = location(1e-300, new ReferenceBackend());

  @Test
  void whereTheyDoNotPartAllSaySo() {
    assertSaid(AGREEING, "reference and reference on example-rnn in float32 do not part", 0);
    assertTrue(LocationJson.of(AGREEING).contains("\"verdict\" : \"EQUIVALENT\""));
  }

  @Test
  void whereTheyPartAllSayWhere() {
    assertSaid(
        PARTING,
        "loss-summed and reference on example-rnn in float32 part in epoch 1, in the loss",
        1);
    assertTrue(LocationJson.of(PARTING).contains("\"verdict\" : \"DIVERGENT\""));
    assertTrue(LocationText.of(Reports.PROGRAM, PARTING).contains("explanation"));
  }

  @Test
  void whereItCannotBeToldAllSayWhy() {
    assertSaid(
        STILL,
        "reference and reference on example-rnn in float32: ERROR, it cannot be told whether they"
            + " part",
        3);
    String text = LocationText.of(Reports.PROGRAM, STILL);
    assertTrue(text.contains("reason"), text);
    assertTrue(text.contains("moves no parameter by more than rounding may"), text);
  }

  /** A fault matches in the JSON where the sentence names it, and nowhere else. */
  @Test
  void theJsonNamesTheFaultsThatTheSentenceNames() {
    String json = LocationJson.of(PARTING);
    assertEquals(1, json.split("\"matches\" : true", -1).length - 1, json);
    assertTrue(json.contains("\"evidence\" : "), json);
  }

  private static void assertSaid(Location location, String headline, int status) {
    assertEquals(headline, LocationFacts.headline(location));
    assertTrue(LocationText.of(Reports.PROGRAM, location).startsWith(headline + "\n"));
    assertTrue(LocationPage.of(Reports.PROGRAM, location).contains(headline));
    assertTrue(LocationJson.of(location).contains("\"exitStatus\" : " + status));
  }

  private static Location location(double rate, Backend backend) {
    TrainingCase trainingCase =
        ExampleCases.of(CellKind.RNN, 3, "abacbcddb", "abcd", new OptimizerSpec.Sgd(rate), 3);
    Job job =
        new Job(
            new CaseFile(Path.of("case.json"), trainingCase),
            backend,
            new Execution(Precision.FLOAT32, Device.CPU),
            Job.Mode.RECORDED);
    JobResult result = new InProcessRunner(Preflight.ofThisMachine()).run(job, epoch -> {});
    return Locator.locate(job, (JobResult.Completed) result);
  }
}
