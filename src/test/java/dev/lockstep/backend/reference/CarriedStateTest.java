package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lockstep.cases.CellKind;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ParameterLayout;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CarriedStateTest {
  private static final int[] INPUTS = {0, 2, 1, 1, 0, 2, 2};
  private static final int HIDDEN = 3;

  @ParameterizedTest
  @EnumSource
  void runningTheRestFromTheStateInTheMiddleGivesTheSameHiddenStates(CellKind kind) {
    Cell cell = Cell.of(kind);
    ParameterArrays parameters =
        ParameterArrays.of(TorchInitializer.draw(new ParameterLayout(kind, HIDDEN, 3), 7));
    double[] whole = cell.forward(parameters, INPUTS, Rounding.exact()).hidden();
    for (int cut = 1; cut < INPUTS.length; cut++) {
      int[] head = Arrays.copyOfRange(INPUTS, 0, cut);
      int[] tail = Arrays.copyOfRange(INPUTS, cut, INPUTS.length);
      CellState middle = cell.forward(parameters, head, Rounding.exact()).end();
      double[] rest = cell.forward(parameters, middle, tail, Rounding.exact()).hidden();
      assertArrayEquals(Arrays.copyOfRange(whole, cut * HIDDEN, whole.length), rest);
    }
  }
}
