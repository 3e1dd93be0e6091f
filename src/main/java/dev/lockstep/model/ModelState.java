package dev.lockstep.model;

import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one epoch hands to the next.
 *
 * @param parameters the parameters
 * @param moments the optimizer's moments; empty for SGD, which keeps none
 * @param stepCount how many updates were made, 0 or more
 */
public record ModelState(Parameters parameters, Optional<Moments> moments, int stepCount) {

  /**
   * The state before the first update: these parameters, zero moments where the optimizer keeps
   * them.
   */
  public static ModelState initial(Parameters parameters, OptimizerSpec optimizer) {
    Optional<Moments> moments =
        optimizer.keepsMoments()
            ? Optional.of(Moments.zeros(parameters.layout()))
            : Optional.empty();
    return new ModelState(parameters, moments, 0);
  }

  /** The state that a step of the case ends in, as its record says. */
  public static ModelState after(StepRecord step, TrainingCase trainingCase) {
    ParameterLayout layout = ParameterLayout.of(trainingCase);
    Optional<Moments> moments =
        trainingCase.optimizer().keepsMoments()
            ? Optional.of(
                new Moments(
                    moment(step, layout, TensorName.EXP_AVG),
                    moment(step, layout, TensorName.EXP_AVG_SQ)))
            : Optional.empty();
    return new ModelState(
        Parameters.of(layout, name -> step.get(TensorName.of(Kind.PARAMETER, name))),
        moments,
        step.step());
  }

  private static Parameters moment(StepRecord step, ParameterLayout layout, String moment) {
    return Parameters.of(layout, name -> step.get(TensorName.optimizer(moment, name)));
  }

  /** This state with every number rounded to the precision. */
  public ModelState roundedTo(Precision precision) {
    return new ModelState(
        parameters.roundedTo(precision), moments.map(m -> m.roundedTo(precision)), stepCount);
  }

  /** The optimizer's state, then the parameters, by name: what a step has of the state after it. */
  public Map<TensorName, Tensor> tensors() {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>();
    for (String name : parameters.layout().names()) {
      moments.ifPresent(
          m -> tensors.put(TensorName.optimizer(TensorName.EXP_AVG, name), m.first().get(name)));
    }
    for (String name : parameters.layout().names()) {
      moments.ifPresent(
          m ->
              tensors.put(TensorName.optimizer(TensorName.EXP_AVG_SQ, name), m.second().get(name)));
    }
    for (String name : parameters.layout().names()) {
      tensors.put(TensorName.of(Kind.PARAMETER, name), parameters.get(name));
    }
    return Collections.unmodifiableMap(tensors);
  }
}
