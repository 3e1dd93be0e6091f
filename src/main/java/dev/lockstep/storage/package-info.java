/**
 * How a file or a folder takes the place of an earlier one, so that whoever looks, and whoever was
 * killed in between, finds either the earlier or the new one, whole.
 *
 * <p>In come bytes or a finished folder; nothing here knows what they hold. Uses the operating
 * system's own exchange of two names through JNA, which Java has no word for.
 */
package dev.lockstep.storage;
