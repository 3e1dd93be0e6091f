package dev.lockstep.golden;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.GoldenOrigin;
import dev.lockstep.recording.Recorder;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;

/** Proposes and accepts one golden after the other, until it is killed. */
final class AcceptLoop {
  /** So many that none of them is written at once. */
  static final int ROWS = 1000;

  static final int STEPS = 4;
  static final int ELEMENTS = 5000;

  private AcceptLoop() {}

  /**
   * Never ends by itself.
   *
   * @param arguments a case file of {@value #ROWS} characters, of two kinds, and the place of a
   *     recording
   */
  public static void main(String[] arguments) {
    for (int i = 0; ; i++) {
      accept(i % 10, Path.of(arguments[0]), Path.of(arguments[1]));
      if (i == 0) {
        System.out.println("begun");
      }
    }
  }

  /** Proposes and accepts a case and a recording that hold one digit throughout. */
  static void accept(int digit, Path caseFile, Path recording) {
    CaseProposal ofCase = new CaseProposal(caseFile);
    ofCase.write("number " + digit, array(digit), origin());
    ofCase.accept();
    RecordingProposal ofRecording = new RecordingProposal(recording);
    record(ofRecording.folder(), digit);
    ofRecording.accept();
  }

  /** An array of one digit throughout. */
  static GoldenArray array(int digit) {
    return new GoldenArray(0, 1, Tensor.zeros(Shape.of(ROWS, 2)).map(zero -> digit / 10.0));
  }

  private static void record(Path folder, int digit) {
    RecordingFacts facts = RecordingFacts.of("golden", ElementType.F32);
    float[] values = new float[ELEMENTS];
    Arrays.fill(values, digit);
    try (Recorder recorder = Recorder.create(folder, facts)) {
      for (int step = 1; step <= STEPS; step++) {
        recorder.beginStep(step);
        recorder.parameter("w", Shape.of(ELEMENTS), values);
      }
      recorder.finish();
    }
  }

  private static GoldenOrigin origin() {
    return new GoldenOrigin("", "", "", "", "", "", "", "", "", "");
  }
}
