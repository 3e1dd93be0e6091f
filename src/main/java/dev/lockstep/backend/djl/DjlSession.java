package dev.lockstep.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** One training with its native memory, all of it under one manager. */
final class DjlSession implements Session {
  private final NDManager manager;
  private final ParameterLayout layout;
  private final Precision precision;
  private final Network network;
  private final Unrolling unrolling;
  private final DjlOptimizer optimizer;
  private final Loss loss = Loss.softmaxCrossEntropyLoss();
  private final NDArray targets; // [T]
  private int stepCount;

  private DjlSession(
      DjlBackend backend, TrainingCase trainingCase, Precision precision, NDManager manager) {
    this.manager = manager;
    this.layout = ParameterLayout.of(trainingCase);
    this.precision = precision;
    this.network = new Network(layout, manager, precision);
    this.unrolling =
        backend.unrolling().get().of(trainingCase.task(), manager, HostCopy.dataType(precision));
    this.optimizer =
        backend.optimizer().get().of(trainingCase.optimizer(), layout, manager, precision);
    this.targets = manager.create(trainingCase.task().targets());
  }

  /** A session that starts from a state; frees what it took if it cannot be opened. */
  static DjlSession open(
      DjlBackend backend, TrainingCase trainingCase, ModelState state, Execution execution) {
    NDManager manager = DjlEngine.newManager(execution.device());
    try {
      DjlSession session = new DjlSession(backend, trainingCase, execution.precision(), manager);
      session.load(state);
      return session;
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public StepRecord step() {
    requireOpen();
    try (NDManager epoch = manager.newSubManager()) {
      kept().forEach(array -> array.tempAttach(epoch));
      NDArray hidden;
      NDArray logits;
      NDArray mean;
      try (GradientCollector collector = new ThreadGradientCollector()) {
        hidden = unrolling.hidden(network);
        logits = network.logits(hidden);
        mean = loss.evaluate(new NDList(targets), new NDList(logits));
        collector.backward(mean);
      }
      List<NDArray> gradients = network.parameters().stream().map(NDArray::getGradient).toList();
      stepCount++;
      update(gradients);
      Shape hiddenShape = Shape.of(hidden.size(0), layout.hidden());
      Shape logitsShape = Shape.of(logits.size(0), layout.vocabulary());
      return new StepTensors(
              HostCopy.toHost(hidden, hiddenShape),
              HostCopy.toHost(logits, logitsShape),
              HostCopy.toHost(logits.softmax(1), logitsShape),
              HostCopy.toHost(mean, Shape.of(1)).get(0),
              HostCopy.toHost(gradients, layout),
              state())
          .record();
    }
  }

  /** Everything that outlives an epoch. An operation's result belongs to its operand's manager. */
  private List<NDArray> kept() {
    List<NDArray> kept = new ArrayList<>(network.parameters());
    kept.addAll(network.zeroState());
    kept.addAll(unrolling.inputs());
    kept.addAll(optimizer.memory());
    kept.add(targets);
    return kept;
  }

  private void update(List<NDArray> gradients) {
    for (int i = 0; i < gradients.size(); i++) {
      NDArray values = network.parameters().get(i).stopGradient();
      network.replace(i, optimizer.update(i, values, gradients.get(i), stepCount));
    }
  }

  @Override
  public ModelState state() {
    requireOpen();
    return new ModelState(
        HostCopy.toHost(network.parameters(), layout), optimizer.moments(), stepCount);
  }

  @Override
  public void load(ModelState state) {
    requireOpen();
    Parameters parameters = state.parameters();
    if (!parameters.layout().equals(layout)) {
      throw new IllegalArgumentException(
          "expected a state of " + layout + ", found one of " + parameters.layout());
    }
    optimizer.load(state);
    for (int i = 0; i < parameters.tensors().size(); i++) {
      network.replace(i, HostCopy.toDevice(manager, parameters.tensors().get(i), precision));
    }
    stepCount = state.stepCount();
  }

  @Override
  public void close() {
    manager.close();
  }

  private void requireOpen() {
    if (!manager.isOpen()) {
      throw new IllegalStateException("the session is closed");
    }
  }
}
