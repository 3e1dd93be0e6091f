/**
 * What this machine can compute on, found out before any engine is loaded.
 *
 * <p>{@link dev.lockstep.device.Preflight} holds what an implementation says it needs against what
 * the NVIDIA driver and the class path answer, and turns a user's {@link
 * dev.lockstep.device.DeviceRequest} into a device, or into one line that says why not. Built on
 * {@code backend}, whose types say what is needed, and used by whatever opens sessions; sees no
 * implementation, so a new one brings its own requirements. May use {@code tensor}, {@code backend}
 * and JNA; no other package may use JNA.
 */
package dev.lockstep.device;
