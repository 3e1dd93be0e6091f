package dev.lockstep.bench;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseReader;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.training.Trainer;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One whole training of a case by one implementation, and one envelope, in one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TrainingBenchmark {
  /** The path of a case file. */
  @Param("")
  public String caseFile;

  /** The name of an implementation. */
  @Param("")
  public String implementation;

  /** Jars and folders with further implementations, with the system's separator of paths. */
  @Param("")
  public String backendPath;

  private TrainingCase trainingCase;
  private Backend backend;

  /** Reads the case and finds the implementation; called by JMH. */
  @Setup
  public void prepare() {
    trainingCase = CaseReader.read(Path.of(caseFile));
    List<Path> path =
        Arrays.stream(backendPath.split(File.pathSeparator))
            .filter(file -> !file.isEmpty())
            .map(Path::of)
            .toList();
    backend = Backends.installed(path).named(implementation).orElseThrow();
  }

  /** All epochs of the case, float32. */
  @Benchmark
  public List<StepRecord> train() {
    return Trainer.train(
        backend, trainingCase, new Execution(Precision.FLOAT32, Device.CPU), epoch -> {});
  }

  /** The case's float32 envelope for the implementation. */
  @Benchmark
  public Envelope envelope() {
    return Envelope.of(trainingCase, NoiseModel.of(backend.info(), Precision.FLOAT32), 1);
  }
}
