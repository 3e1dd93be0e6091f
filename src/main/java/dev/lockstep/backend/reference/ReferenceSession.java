package dev.lockstep.backend.reference;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.Task;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.trajectory.Activations;
import dev.lockstep.trajectory.EpochRecord;
import java.util.List;
import java.util.Optional;

/** A training in plain Java, made of exchangeable parts. */
public final class ReferenceSession implements Session {
  private final Precision precision;
  private final Seams seams;
  private final int[] inputs;
  private final int[] targets;
  private final Repetition repetition;
  private ParameterArrays parameters;
  private Optional<MomentArrays> moments;
  private int stepCount;
  private boolean closed;

  /**
   * A session that starts from a state.
   *
   * @param task the text to learn
   * @param state where to start
   * @param precision the format to which every loaded state is rounded
   * @param seams the parts
   */
  public ReferenceSession(Task task, ModelState state, Precision precision, Seams seams) {
    this.precision = precision;
    this.seams = seams.withRounding(seams.rounding().overSteps(task.steps()));
    this.inputs = task.inputs();
    this.targets = task.targets();
    this.repetition = Repetition.of(inputs);
    load(state);
  }

  @Override
  public EpochRecord step() {
    requireOpen();
    Rounding rounding = seams.rounding();
    ParameterLayout layout = parameters.layout();
    int steps = inputs.length;
    int hiddenSize = layout.hidden();
    int vocabulary = layout.vocabulary();

    Cell.Pass pass = seams.cell().forward(parameters, inputs, rounding);
    double[] hidden = pass.hidden();
    double[] logits = new double[steps * vocabulary];
    boolean[] hiddenRepeated = repetition.repeated(hidden, hiddenSize);
    for (int t = 0; t < steps; t++) {
      if (t >= repetition.period() && hiddenRepeated[t + 1]) {
        repetition.copyEarlier(logits, vocabulary, t);
        continue;
      }
      System.arraycopy(parameters.bias(), 0, logits, t * vocabulary, vocabulary);
      Products.multiplyAdd(
          rounding,
          logits,
          t * vocabulary,
          parameters.weight(),
          vocabulary,
          hiddenSize,
          hidden,
          (t + 1) * hiddenSize);
    }
    Loss.Result result = seams.loss().of(logits, targets, vocabulary, rounding);

    ParameterArrays gradients = ParameterArrays.zeros(layout);
    double[] hiddenGradient = new double[steps * hiddenSize];
    OuterProducts products =
        new OuterProducts(
            rounding, repetition, result.logitGradient(), vocabulary, hidden, hiddenSize);
    boolean[] gradientRepeated = repetition.repeated(result.logitGradient(), vocabulary);
    for (int t = 0; t < steps; t++) {
      products.addTo(gradients.weight(), t, t + 1);
      rounding.addStep(gradients.bias(), result.logitGradient(), t * vocabulary);
      if (gradientRepeated[t]) {
        repetition.copyEarlier(hiddenGradient, hiddenSize, t);
        continue;
      }
      Products.transposedMultiplyAdd(
          rounding,
          hiddenGradient,
          t * hiddenSize,
          parameters.weight(),
          vocabulary,
          hiddenSize,
          result.logitGradient(),
          t * vocabulary);
    }
    pass.backward(hiddenGradient, gradients);
    update(gradients);

    return new EpochRecord(
        stepCount,
        result.loss(),
        Optional.of(
            new Activations(
                withoutInitialState(hidden, steps, hiddenSize),
                Tensor.holding(Shape.of(steps, vocabulary), logits),
                Tensor.holding(Shape.of(steps, vocabulary), result.softmax()))),
        gradients.toParameters(),
        state());
  }

  private void update(ParameterArrays gradients) {
    stepCount++;
    List<double[]> values = parameters.all();
    for (int i = 0; i < values.size(); i++) {
      int index = i;
      seams
          .optimizer()
          .update(
              values.get(i),
              gradients.all().get(i),
              moments.map(m -> m.first().all().get(index)).orElse(new double[0]),
              moments.map(m -> m.second().all().get(index)).orElse(new double[0]),
              stepCount,
              seams.rounding());
    }
  }

  private static Tensor withoutInitialState(double[] hidden, int steps, int hiddenSize) {
    double[] after = new double[steps * hiddenSize];
    System.arraycopy(hidden, hiddenSize, after, 0, after.length);
    return Tensor.holding(Shape.of(steps, hiddenSize), after);
  }

  @Override
  public ModelState state() {
    requireOpen();
    return new ModelState(
        parameters.toParameters(), moments.map(MomentArrays::toMoments), stepCount);
  }

  @Override
  public void load(ModelState state) {
    requireOpen();
    ModelState rounded = state.roundedTo(precision);
    parameters = ParameterArrays.of(rounded.parameters());
    moments = rounded.moments().map(MomentArrays::of);
    stepCount = state.stepCount();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
  }

  private record MomentArrays(ParameterArrays first, ParameterArrays second) {
    static MomentArrays of(Moments moments) {
      return new MomentArrays(
          ParameterArrays.of(moments.first()), ParameterArrays.of(moments.second()));
    }

    Moments toMoments() {
      return new Moments(first.toParameters(), second.toParameters());
    }
  }
}
