package dev.lockstep.worker;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.tensor.Precision;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.Job.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Small jobs. */
final class Examples {
  static final int EPOCHS = 4;

  private Examples() {}

  /** A case of four epochs whose source is that text, which names a misbehaviour or nothing. */
  static TrainingCase trainingCase(String source) {
    return new TrainingCase(
        "small",
        source,
        new Task("안녕? ab!", 3, List.of("안", "녕", "?", " ", "a", "b", "!")),
        CellKind.LSTM,
        3,
        43052,
        EPOCHS,
        new OptimizerSpec.Adam(0.1),
        Optional.empty());
  }

  static Job job(Backend backend, String source) {
    return job(backend, source, Mode.FREE_RUNNING);
  }

  static Job job(Backend backend, String source, Mode mode) {
    return new Job(
        new CaseFile(Path.of("small.json"), trainingCase(source)),
        backend,
        new Execution(Precision.FLOAT32, Device.CPU),
        mode);
  }
}
