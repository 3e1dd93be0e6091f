package dev.lockstep.fault;

import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;

/** A change of an epoch's gradients. */
@FunctionalInterface
interface Amendment {

  /** Changes all gradients in place, in the number format. */
  void amend(ParameterArrays gradients, Rounding rounding);
}
