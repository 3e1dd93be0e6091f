package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseReader;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.device.Preflight;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.Job.Mode;
import dev.lockstep.verification.JobResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireTest {
  private final Wire wire = new Wire();
  @TempDir Path directory;

  private <T extends Record> T sent(T message, Class<T> type) throws Exception {
    Path file = directory.resolve("message");
    wire.write(file, message);
    return wire.read(file, type);
  }

  @Test
  void everyDoubleKeepsItsBitsAndNaNStaysNaN() throws Exception {
    double[] values = {
      0.0,
      -0.0,
      Double.MIN_VALUE,
      -Double.MIN_NORMAL,
      Math.nextUp(1.0),
      (float) 0.1,
      0.1,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN
    };
    Tensor row = Tensor.of(Shape.of(1, values.length), values);
    Tensor column = Tensor.of(Shape.of(values.length), values);
    Tensor empty = Tensor.zeros(Shape.of(0, 7));
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(StepTensors.SOFTMAX, row);
    tensors.put(StepTensors.HIDDEN, column);
    tensors.put(TensorName.optimizer(TensorName.EXP_AVG, "bias"), empty);
    StepRecord step = new StepRecord(7, tensors);
    StepRecord received = sent(step, StepRecord.class);
    assertEquals(step, received);
    assertEquals(List.copyOf(tensors.keySet()), List.copyOf(received.tensors().keySet()));
  }

  @Test
  void lossesThatAreNoNumbersSurvive() throws Exception {
    for (double seconds : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -0.0}) {
      Files.deleteIfExists(directory.resolve("message"));
      JobResult.Completed completed = completed();
      Response response =
          new Response(
              "id",
              new JobResult.Completed(
                  completed.steps(), completed.lockstep(), completed.trace(), seconds));
      assertEquals(response, sent(response, Response.class));
    }
  }

  @Test
  void requestsWithEveryKindOfPartSurvive() throws Exception {
    TrainingCase exam = CaseReader.read(Path.of("golden", "exam", "exam-lstm.json"));
    TrainingCase other =
        new TrainingCase(
            "b",
            "",
            exam.task(),
            exam.cell(),
            1,
            Long.MIN_VALUE,
            Integer.MAX_VALUE,
            new OptimizerSpec.Sgd(Double.MIN_VALUE),
            Optional.empty());
    int number = 0;
    for (TrainingCase trainingCase : List.of(exam, other)) {
      for (Device device : List.of(Device.CPU, Device.cuda(3))) {
        Request request =
            new Request(
                "안녕 \u0000 𝄞",
                trainingCase,
                "some.Class",
                new Execution(Precision.FLOAT64, device),
                Mode.WITH_LOCKSTEP);
        Path file = directory.resolve("request" + number++);
        wire.write(file, request);
        assertEquals(request, wire.read(file, Request.class));
      }
    }
  }

  @Test
  void resultsOfEveryKindSurvive() throws Exception {
    int number = 0;
    for (JobResult result :
        List.of(
            completed(),
            new JobResult.Unsupported("no such cell"),
            new JobResult.Failed("broken", List.of("here", "there")))) {
      Response response = new Response("id", result);
      Path file = directory.resolve("response" + number++);
      wire.write(file, response);
      assertEquals(response, wire.read(file, Response.class));
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() throws Exception {
    Path file = directory.resolve("message");
    wire.write(file, new Response("id", new JobResult.Unsupported("why")));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(InvalidFrameException.class, () -> wire.read(file, Response.class));
    }
  }

  @Test
  void aFileWithAnyByteChangedIsRefused() throws Exception {
    Path file = directory.resolve("message");
    wire.write(file, new Response("id", new JobResult.Unsupported("why")));
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x10;
      Files.write(file, changed);
      assertThrows(InvalidFrameException.class, () -> wire.read(file, Response.class));
    }
  }

  @Test
  void aWholeMessageOfAnotherTypeIsRefused() throws Exception {
    Path file = directory.resolve("message");
    wire.write(file, new Device.Cuda(1));
    InvalidFrameException refused =
        assertThrows(InvalidFrameException.class, () -> wire.read(file, Response.class));
    assertTrue(refused.getMessage().contains("VALUE_STRING"), refused.getMessage());
  }

  private static JobResult.Completed completed() {
    return (JobResult.Completed)
        new InProcessRunner(Preflight.ofThisMachine())
            .run(Examples.job(new ReferenceBackend(), "", Mode.WITH_LOCKSTEP), epoch -> {});
  }
}
