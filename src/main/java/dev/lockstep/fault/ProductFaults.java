package dev.lockstep.fault;

import java.util.List;

/** Matrix products in a format narrower than the training's. */
final class ProductFaults {
  private static final int TF32_BITS = 11;
  private static final int BFLOAT16_BITS = 8;

  private ProductFaults() {}

  static List<Fault> all() {
    return List.of(
        narrowed("products-tf32", "matrix products round their operands to TF32", TF32_BITS),
        narrowed(
            "products-bfloat16",
            "matrix products round their operands to bfloat16",
            BFLOAT16_BITS));
  }

  private static Fault narrowed(String id, String sentence, int bits) {
    SeamChange change =
        (right, trainingCase, precision) ->
            right.withRounding(right.rounding().withOperandBits(bits));
    return new Fault(id, sentence, Visibility.ONE_EPOCH, Conditions.always(), change.variant());
  }
}
