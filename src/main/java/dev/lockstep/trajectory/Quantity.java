package dev.lockstep.trajectory;

/**
 * The name of one tensor of an epoch.
 *
 * @param stage the part of the epoch
 * @param parameter the parameter that it belongs to, or the empty string where the stage has one
 *     tensor only
 */
public record Quantity(Stage stage, String parameter) {

  /** The one tensor of a stage that has no more. */
  public static Quantity of(Stage stage) {
    return new Quantity(stage, "");
  }

  /** As printed in reports: {@code softmax}, {@code gradient of weight_ih}. */
  @Override
  public String toString() {
    if (parameter.isEmpty()) {
      return stage.label();
    }
    return stage == Stage.PARAMETER ? "updated " + parameter : stage.label() + " of " + parameter;
  }
}
