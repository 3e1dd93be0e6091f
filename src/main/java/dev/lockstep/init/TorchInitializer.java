package dev.lockstep.init;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights that PyTorch gives a new cell and then a new {@code Linear}, right after {@code
 * torch.manual_seed}: all of them float32, held widened.
 *
 * <p>A cell draws from ±1/√hidden ({@code RNNCellBase.reset_parameters}). A linear layer draws its
 * bias from the same range and its weight by {@code kaiming_uniform_(a=√5)}, whose bound √3 · gain
 * / √fan_in with gain = √(2 / (1 + a²)) is mathematically 1/√hidden too. The two formulas can
 * differ in the last bit of a double; they agree once rounded to float32 for every hidden size up
 * to three million.
 */
public final class TorchInitializer {
  private TorchInitializer() {}

  /** The state in which a case starts: its drawn parameters, no moments, no update made. */
  public static ModelState initialState(TrainingCase trainingCase) {
    Parameters parameters = draw(ParameterLayout.of(trainingCase), trainingCase.seed());
    return ModelState.initial(parameters, trainingCase.optimizer());
  }

  /**
   * Parameters of a layout, drawn in its order.
   *
   * @param layout names and shapes
   * @param seed what {@code torch.manual_seed} is given
   */
  public static Parameters draw(ParameterLayout layout, long seed) {
    return draw(layout, seed, layout.names());
  }

  /**
   * Parameters of a layout, drawn in another order than its own.
   *
   * @param layout names and shapes
   * @param seed what {@code torch.manual_seed} is given
   * @param order the layout's names in the order of drawing
   */
  public static Parameters draw(ParameterLayout layout, long seed, List<String> order) {
    UniformDraws draws = new UniformDraws(seed);
    float bound = (float) (1 / Math.sqrt(layout.hidden()));
    Map<String, Tensor> drawn = new HashMap<>();
    for (String name : order) {
      drawn.put(name, draws.symmetric(layout.shape(name), bound));
    }
    return Parameters.of(layout, drawn::get);
  }
}
