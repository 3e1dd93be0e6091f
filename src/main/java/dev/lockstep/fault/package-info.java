/**
 * The catalogue of wrong implementations: mistakes that real code makes, each built from the
 * reference with one part exchanged for a wrong one, so that the right code carries no switches.
 *
 * <p>A diagnosis replays a divergence against every fault that applies to the case. A verification
 * tries the {@link dev.lockstep.fault.FaultCatalogue#EVERYDAY everyday} ones, to tell whether its
 * comparison could fail; a proof tries {@link dev.lockstep.fault.FaultCatalogue#WHOLE all}, and
 * holds what is found first to the {@link dev.lockstep.fault.Symptom} that each declares. Families
 * are parametrised: a class is a part that goes wrong, a fault is one of its settings. Public
 * threads that tell of a fault are data of it. Every fault is a {@link
 * dev.lockstep.backend.reference.Variant}, so it runs under every rounding and its noise is derived
 * as the reference's is.
 *
 * <p>Not in the catalogue, because no number could tell: hidden units in another order with their
 * weights, or one bias that starts as the sum of two and is moved by both updates. Nor is what
 * gives no finite number: an Adam that counts its updates from 0 divides by zero at the first.
 *
 * <p>May use {@code tensor}, {@code cases}, {@code model}, {@code init}, {@code recording}, {@code
 * backend} and {@code backend.reference}; no other implementation and no numerical library.
 */
package dev.lockstep.fault;
