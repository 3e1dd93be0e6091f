package dev.lockstep.clean;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.clean.Style.Formulas;
import dev.lockstep.clean.Style.Softmax;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** A training in one style. */
final class CleanSession implements Session {
  /** Exponentials of numbers up to this one are far from overflow and underflow. */
  private static final float SAFE = 40;

  private final Arithmetic arithmetic;
  private final UpdateRule rule;
  private final int[] inputs;
  private final int[] targets;
  private Weights weights;
  private Optional<Weights> first;
  private Optional<Weights> second;
  private int stepCount;

  CleanSession(TrainingCase trainingCase, ModelState state, Style style) {
    this.arithmetic = new Arithmetic(style);
    this.rule = new UpdateRule(arithmetic, trainingCase.optimizer());
    this.inputs = trainingCase.task().inputs();
    this.targets = trainingCase.task().targets();
    load(state);
  }

  @Override
  public StepRecord step() {
    int size = weights.layout().hidden();
    int vocabulary = weights.bias().length;
    Recurrence recurrence = new Recurrence(arithmetic, weights, inputs);
    float[] hidden = recurrence.forward();
    float[] logits = logits(hidden);
    float[] softmax = new float[logits.length];
    float[] losses = new float[inputs.length];
    for (int t = 0; t < inputs.length; t++) {
      losses[t] = softmax(logits, t, softmax);
    }
    float loss = arithmetic.sum(inputs.length, losses, 0, 1) / inputs.length;
    Weights gradients = backward(recurrence, hidden, softmax);
    update(gradients);
    Shape perCharacter = Shape.of(inputs.length, vocabulary);
    float[] after = Arrays.copyOfRange(hidden, size, hidden.length);
    return new StepTensors(
            Tensor.of(Shape.of(inputs.length, size), after),
            Tensor.of(perCharacter, logits),
            Tensor.of(perCharacter, softmax),
            loss,
            gradients.toParameters(),
            state())
        .record();
  }

  private float[] logits(float[] hidden) {
    int size = weights.layout().hidden();
    int vocabulary = weights.bias().length;
    float[] logits = new float[inputs.length * vocabulary];
    for (int t = 0; t < inputs.length; t++) {
      for (int v = 0; v < vocabulary; v++) {
        logits[t * vocabulary + v] =
            arithmetic.dot(size, weights.weight(), v * size, 1, hidden, (t + 1) * size, 1)
                + weights.bias()[v];
      }
    }
    return logits;
  }

  /** Fills a row of the softmax and returns the step's loss. */
  private float softmax(float[] logits, int t, float[] softmax) {
    int vocabulary = weights.bias().length;
    int row = t * vocabulary;
    float taken = Float.NEGATIVE_INFINITY;
    for (int v = 0; v < vocabulary; v++) {
      taken = Math.max(taken, logits[row + v]);
    }
    if (arithmetic.style().softmax() == Softmax.PLAIN && Math.abs(taken) < SAFE) {
      taken = 0;
    }
    for (int v = 0; v < vocabulary; v++) {
      softmax[row + v] = arithmetic.exp(logits[row + v] - taken);
    }
    float sum = arithmetic.sum(vocabulary, softmax, row, 1);
    for (int v = 0; v < vocabulary; v++) {
      softmax[row + v] = arithmetic.stored(softmax[row + v] / sum);
    }
    return (float) Math.log(sum) - (logits[row + targets[t]] - taken);
  }

  private Weights backward(Recurrence recurrence, float[] hidden, float[] softmax) {
    int size = weights.layout().hidden();
    int vocabulary = weights.bias().length;
    int steps = inputs.length;
    float[] byLogits = new float[softmax.length];
    float[] hiddenGradient = new float[steps * size];
    for (int t = 0; t < steps; t++) {
      for (int v = 0; v < vocabulary; v++) {
        float difference = softmax[t * vocabulary + v] - (v == targets[t] ? 1 : 0);
        byLogits[t * vocabulary + v] =
            switch (arithmetic.style().formulas()) {
              case PYTORCH -> arithmetic.stored(difference / steps);
              case INTERLEAVED -> difference;
              case TRANSPOSED -> arithmetic.times(difference, 1f / steps);
            };
      }
      for (int c = 0; c < size; c++) {
        hiddenGradient[t * size + c] =
            arithmetic.dot(vocabulary, weights.weight(), c, size, byLogits, t * vocabulary, 1);
      }
    }
    Weights gradients = Weights.zeros(weights.layout());
    recurrence.backward(hiddenGradient, gradients);
    for (int v = 0; v < vocabulary; v++) {
      for (int c = 0; c < size; c++) {
        gradients.weight()[v * size + c] =
            arithmetic.dot(steps, byLogits, v, vocabulary, hidden, size + c, size);
      }
      gradients.bias()[v] = arithmetic.sum(steps, byLogits, v, vocabulary);
    }
    if (arithmetic.is(Formulas.INTERLEAVED)) {
      for (float[] gradient : gradients.all()) {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] = arithmetic.stored(gradient[i] / steps);
        }
      }
    }
    return gradients;
  }

  private void update(Weights gradients) {
    stepCount++;
    for (int i = 0; i < weights.all().size(); i++) {
      float[] p = weights.all().get(i);
      float[] g = gradients.all().get(i);
      if (first.isPresent()) {
        rule.adam(p, g, first.get().all().get(i), second.orElseThrow().all().get(i), stepCount);
      } else {
        rule.sgd(p, g);
      }
    }
  }

  @Override
  public ModelState state() {
    return new ModelState(
        weights.toParameters(),
        first.map(f -> new Moments(f.toParameters(), second.orElseThrow().toParameters())),
        stepCount);
  }

  @Override
  public void load(ModelState state) {
    weights = Weights.of(state.parameters());
    first = state.moments().map(moments -> Weights.of(moments.first()));
    second = state.moments().map(moments -> Weights.of(moments.second()));
    stepCount = state.stepCount();
  }

  @Override
  public void close() {}
}
