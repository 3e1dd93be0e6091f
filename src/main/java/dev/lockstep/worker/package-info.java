/**
 * Runs each training task in a process of its own, so that native code which crashes, hangs or
 * fills the memory takes one result with it and no more.
 *
 * <p>{@link dev.lockstep.worker.WorkerRunner} starts a Java process a task and waits for its
 * result; {@link dev.lockstep.worker.WorkerMain} is what runs there. The two exchange files in a
 * private temporary directory, and lines of progress. May use everything up to {@code verification}
 * and Jackson; decides nothing about numbers and prints nothing to the user.
 */
package dev.lockstep.worker;
