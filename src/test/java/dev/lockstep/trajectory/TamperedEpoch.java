package dev.lockstep.trajectory;

import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Records in which one tensor is not what was computed. */
public final class TamperedEpoch {
  private TamperedEpoch() {}

  /** The same epoch with something added to one element of a tensor. */
  public static EpochRecord add(EpochRecord epoch, Quantity quantity, int index, double shift) {
    return with(
        epoch,
        quantity,
        tensor -> {
          double[] values = tensor.toArray();
          values[index] += shift;
          return Tensor.of(tensor.shape(), values);
        });
  }

  /** The same epoch with a tensor changed; activations must be there if one of theirs is. */
  public static EpochRecord with(
      EpochRecord epoch, Quantity quantity, UnaryOperator<Tensor> change) {
    UnaryOperator<Tensor> hidden = ifAsked(quantity, Stage.HIDDEN, change);
    UnaryOperator<Tensor> logits = ifAsked(quantity, Stage.LOGITS, change);
    UnaryOperator<Tensor> softmax = ifAsked(quantity, Stage.SOFTMAX, change);
    UnaryOperator<Tensor> loss = ifAsked(quantity, Stage.LOSS, change);
    Tensor lossTensor = epoch.quantities().get(Quantity.of(Stage.LOSS));
    ModelState state = epoch.state();
    return new EpochRecord(
        epoch.epoch(),
        loss.apply(lossTensor).get(0),
        epoch
            .activations()
            .map(
                pass ->
                    new Activations(
                        hidden.apply(pass.hidden()),
                        logits.apply(pass.logits()),
                        softmax.apply(pass.softmax()))),
        changed(epoch.gradients(), quantity, Stage.GRADIENT, change),
        new ModelState(
            changed(state.parameters(), quantity, Stage.PARAMETER, change),
            state
                .moments()
                .map(
                    moments ->
                        new Moments(
                            changed(moments.first(), quantity, Stage.FIRST_MOMENT, change),
                            changed(moments.second(), quantity, Stage.SECOND_MOMENT, change))),
            state.stepCount()));
  }

  private static Parameters changed(
      Parameters tensors, Quantity quantity, Stage stage, UnaryOperator<Tensor> change) {
    return Parameters.of(
        tensors.layout(),
        name ->
            quantity.equals(new Quantity(stage, name))
                ? change.apply(tensors.get(name))
                : tensors.get(name));
  }

  private static UnaryOperator<Tensor> ifAsked(
      Quantity quantity, Stage stage, UnaryOperator<Tensor> change) {
    return quantity.equals(Quantity.of(stage)) ? change : UnaryOperator.identity();
  }
}
