package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import java.util.Optional;

/** A cell that starts every sequence but its first from where the one before ended. */
final class CarriedStateCell implements Cell {
  private final Cell right;
  private Optional<CellState> reached = Optional.empty();

  CarriedStateCell(Cell right) {
    this.right = right;
  }

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    Pass pass = right.forward(parameters, reached.orElse(start), inputs, rounding);
    reached = Optional.of(pass.end());
    return pass;
  }
}
