package dev.lockstep.report.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lockstep.report.Reports;
import dev.lockstep.verification.JobResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSecondsTest {
  @TempDir private Path directory;

  @Test
  void everyTrainingThatEndedIsFoundInTheReportThatWasWritten() throws IOException {
    List<Double> expected = new ArrayList<>();
    Reports.MIXED
        .outcomes()
        .forEach(
            outcome ->
                outcome
                    .judgements()
                    .forEach(
                        judgement -> {
                          if (judgement.result() instanceof JobResult.Completed completed) {
                            expected.add(completed.seconds());
                          }
                        }));
    assertFalse(expected.isEmpty());
    Reports.MIXED.writeTo(directory);
    assertEquals(expected, TrainingSeconds.in(directory));
  }
}
