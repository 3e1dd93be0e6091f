package dev.lockstep.backend.djl;

import ai.djl.pytorch.jni.JniUtils;
import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.cases.CellKind;
import dev.lockstep.tensor.Precision;

/** What {@link DjlStartTest} runs in processes of its own, since an engine starts only once. */
final class ForkedTraining {
  private ForkedTraining() {}

  /** {@code info}: prints the backends' libraries; {@code train}: trains one epoch. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments[0].equals("info")) {
      for (String name : Backends.installed().names()) {
        System.out.println(name + ": " + Backends.installed().named(name).orElseThrow().info());
      }
      return;
    }
    Thread thread = new Thread(ForkedTraining::train);
    thread.start();
    thread.join();
  }

  private static void train() {
    TorchNumbers numbers = TorchNumbers.of(CellKind.RNN);
    Backend backend = new DjlSequence();
    try (Session session =
        backend.open(
            numbers.trainingCase(TorchNumbers.ADAM),
            numbers.initialState(TorchNumbers.ADAM),
            new Execution(Precision.FLOAT32, Device.CPU))) {
      System.out.println("trained epoch " + session.step().step());
      System.out.println("intra-op threads " + JniUtils.getNumThreads());
      System.out.println("inter-op threads " + JniUtils.getNumInteropThreads());
    } catch (UnsupportedExecutionException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
