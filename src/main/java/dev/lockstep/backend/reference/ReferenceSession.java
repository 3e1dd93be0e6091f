package dev.lockstep.backend.reference;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.Task;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
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
  public StepRecord step() {
    requireOpen();
    Cell.Pass pass = seams.cell().forward(parameters, inputs, seams.rounding());
    double[] logits = logits(pass.hidden());
    Loss.Result result =
        seams.loss().of(logits, targets, parameters.vocabulary(), seams.rounding());
    ParameterArrays gradients = ParameterArrays.zeros(parameters.layout());
    addLinearGradients(gradients, pass.hidden(), result.logitGradient());
    pass.backward(hiddenGradient(result.logitGradient()), gradients);
    update(gradients);
    int size = parameters.hidden();
    double[] afterSteps = Arrays.copyOfRange(pass.hidden(), size, pass.hidden().length);
    Shape perCharacter = Shape.of(inputs.length, parameters.vocabulary());
    return new StepTensors(
            Tensor.holding(Shape.of(inputs.length, size), afterSteps),
            Tensor.holding(perCharacter, logits),
            Tensor.holding(perCharacter, result.softmax()),
            result.loss(),
            gradients.toParameters(),
            state())
        .record();
  }

  /** The linear layer's results, [T, V], for the hidden states, [T + 1, H]. */
  private double[] logits(double[] hidden) {
    int size = parameters.hidden();
    int vocabulary = parameters.vocabulary();
    double[] logits = new double[inputs.length * vocabulary];
    repetition.fill(
        logits,
        vocabulary,
        repetition.repeated(hidden, size, 1),
        t -> {
          int row = t * vocabulary;
          System.arraycopy(parameters.bias(), 0, logits, row, vocabulary);
          Products.multiplyAdd(
              seams.rounding(),
              logits,
              row,
              parameters.weight(),
              vocabulary,
              size,
              hidden,
              (t + 1) * size);
        });
    return logits;
  }

  private void addLinearGradients(
      ParameterArrays gradients, double[] hidden, double[] logitGradient) {
    int vocabulary = parameters.vocabulary();
    int size = parameters.hidden();
    OuterProducts products =
        new OuterProducts(seams.rounding(), repetition.period(), vocabulary, size);
    for (int k = 0; k < inputs.length; k++) {
      int t = seams.rounding().sums().ascending(k, inputs.length);
      products.addTo(gradients.weight(), t, logitGradient, t * vocabulary, hidden, (t + 1) * size);
      seams.rounding().addStep(gradients.bias(), logitGradient, t * vocabulary);
    }
  }

  /** The loss's gradient by the hidden state after each step, [T, H], by way of the logits. */
  private double[] hiddenGradient(double[] logitGradient) {
    int size = parameters.hidden();
    int vocabulary = parameters.vocabulary();
    double[] hiddenGradient = new double[inputs.length * size];
    repetition.fill(
        hiddenGradient,
        size,
        repetition.repeated(logitGradient, vocabulary),
        t ->
            Products.transposedMultiplyAdd(
                seams.rounding(),
                hiddenGradient,
                t * size,
                parameters.weight(),
                vocabulary,
                size,
                logitGradient,
                t * vocabulary));
    return hiddenGradient;
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
