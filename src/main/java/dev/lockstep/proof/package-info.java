/**
 * The program's own detection table: tries every known mistake on cases and on recordings, through
 * the comparison and the judging that {@code verify} and {@code compare} use, and says of each
 * whether it is found, first found where it must be, and called by its name.
 *
 * <p>May use everything above it; prints nothing and writes nothing.
 */
package dev.lockstep.proof;
